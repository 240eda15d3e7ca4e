// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns a field is read from.
 *
 * @param choice how several columns make one value
 * @param columns their names, the best first; {@code @5} is the fifth column, whatever its name
 */
public record FieldColumns(Choice choice, List<String> columns) {

  /** How several columns make one value. */
  public enum Choice {
    /** The first column that the file has. */
    FIRST_PRESENT,
    /** In each row, the first column with a value that is nobody's. */
    FIRST_FILLED,
    /** All of them one after the other, with a blank between: a date and a time of day. */
    JOINED
  }

  private static final char PLACE = '@';

  public FieldColumns {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("no columns");
    }
  }

  /**
   * The places of the columns that a file has, from 0, in the order to be read in; empty if it has
   * none.
   *
   * @param names the names of the file's columns
   */
  public List<Integer> in(List<String> names) {
    List<Integer> places = new ArrayList<>();
    for (String column : columns) {
      int place = place(column, names);
      if (place >= 0 && !places.contains(place)) {
        places.add(place);
      }
    }
    return choice == Choice.FIRST_PRESENT && !places.isEmpty() ? places.subList(0, 1) : places;
  }

  private static int place(String column, List<String> names) {
    if (column.charAt(0) == PLACE) {
      int place = Integer.parseInt(column.substring(1)) - 1;
      return place < names.size() ? place : -1;
    }
    return ColumnPlace.of(column, names);
  }
}
