// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.column.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The columns and first rows of a file as they stand there, whether or not they are understood. */
public final class TableLook {
  private TableLook() {}

  /**
   * Looks into a file.
   *
   * @param input what it should hold, which chooses among the sheets of a workbook
   * @param workFolder an existing folder for copies
   * @throws io.perenne.analytics.InputException if it holds no table
   */
  public static TableSample of(
      TableProbe probe,
      Path path,
      ColumnMapping.Input input,
      ColumnMapping named,
      ReadOptions options,
      Path workFolder) {
    ColumnMapping mapping = named.of(input);
    Predicate<List<List<String>>> fits =
        input == ColumnMapping.Input.CUSTOMERS
            ? SheetFit.customers(CustomerReader.VOCABULARY, TransactionReader.VOCABULARY, mapping)
            : SheetFit.transactions(TransactionReader.VOCABULARY, mapping);
    return new TableOpener(options)
        .open(probe, new InputSpool(workFolder, fits).place(path))
        .sample();
  }

  /** Returns the fields that a column can be named for. */
  public static List<String> fields(ColumnMapping.Input input) {
    Vocabulary vocabulary =
        input == ColumnMapping.Input.CUSTOMERS
            ? CustomerReader.VOCABULARY
            : TransactionReader.VOCABULARY;
    return vocabulary.fields();
  }
}
