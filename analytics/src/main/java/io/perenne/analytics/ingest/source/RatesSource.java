// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.util.List;

/** Exchange rates ready to be joined by the engine. */
public final class RatesSource {

  private final TableFile table;
  private final List<FieldMapping> mapping;
  private final String relation;

  RatesSource(TableFile table, List<FieldMapping> mapping, String relation) {
    this.table = table;
    this.mapping = List.copyOf(mapping);
    this.relation = relation;
  }

  TableFile table() {
    return table;
  }

  /** The user's file. */
  public Path file() {
    return table.path();
  }

  /** What was found out about the file. */
  public InputFile describe() {
    return InputFile.of(table, mapping);
  }

  /**
   * A SELECT, to be put in parentheses, of {@code date DATE}, {@code currency VARCHAR} in upper
   * case and {@code rate DOUBLE}, the value of one unit of the currency in the reporting currency.
   * One row for each day and currency; days without a rate, such as weekends, are absent.
   */
  public String relationSql() {
    return relation;
  }
}
