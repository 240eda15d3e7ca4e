// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.analytics.datamodel.DatamodelColumn;
import java.util.List;
import java.util.Optional;

/**
 * A column of the datamodel under the name it has at a destination.
 *
 * @param column the column
 * @param name its name there
 */
public record ShippedColumn(DatamodelColumn column, String name) {
  public ShippedColumn {
    if (name.isBlank() || name.matches("(?s).*[\"\\p{Cntrl}].*")) {
      throw new IllegalArgumentException("column name is blank or has a quote: " + name);
    }
  }

  /** Returns the column under its own name. */
  public static ShippedColumn of(DatamodelColumn column) {
    return new ShippedColumn(column, column.name());
  }

  /** Returns that one of some columns which tells customers apart. */
  public static Optional<ShippedColumn> key(List<ShippedColumn> columns) {
    return columns.stream().filter(ShippedColumn::isKey).findFirst();
  }

  public boolean isKey() {
    return column.equals(DatamodelColumn.key());
  }
}
