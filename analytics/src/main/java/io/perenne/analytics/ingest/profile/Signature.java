// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** By what a format is recognised. */
public sealed interface Signature {

  /**
   * By names: a file has all of {@code columns} and none of {@code absent}. Names are compared
   * without case, accents, blanks and signs, and their order does not matter: exports add and leave
   * out columns.
   *
   * @param columns names that every file of this format has
   * @param absent names that tell another format
   */
  record Columns(List<String> columns, List<String> absent) implements Signature {
    public Columns {
      columns = List.copyOf(columns);
      absent = List.copyOf(absent);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("no columns");
      }
    }
  }

  /**
   * By shape, for headers that are translated into every language: a file has so many columns, and
   * all sampled values of some columns look like this.
   *
   * @param widths the numbers of columns it may have
   * @param values a pattern by the place of its column, from 1
   */
  record Shape(List<Integer> widths, Map<Integer, Pattern> values) implements Signature {
    public Shape {
      widths = List.copyOf(widths);
      values = Map.copyOf(values);
      if (widths.isEmpty() || values.isEmpty()) {
        throw new IllegalArgumentException("widths=" + widths + ", values=" + values);
      }
    }
  }

  /**
   * By text near the beginning of a file that is no table.
   *
   * @param text the text
   */
  record Content(String text) implements Signature {}
}
