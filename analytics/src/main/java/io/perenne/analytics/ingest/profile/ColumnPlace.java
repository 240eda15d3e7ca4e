// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.ingest.column.ColumnName;
import java.util.List;

/** Where a column stands among the names of a file. */
final class ColumnPlace {

  private ColumnPlace() {}

  /**
   * The place of the column of that name, from 0; -1 if there is none. An exact name is found
   * first, then one that differs by case, accents, blanks and signs.
   */
  static int of(String column, List<String> names) {
    int exact = names.indexOf(column);
    if (exact >= 0) {
      return exact;
    }
    String normal = ColumnName.normal(column);
    for (int i = 0; i < names.size(); i++) {
      if (ColumnName.normal(names.get(i)).equals(normal)) {
        return i;
      }
    }
    return -1;
  }
}
