// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of exchange rates, described and ready to be read.
 *
 * @param table the file
 * @param layout which column is what
 * @param time how its dates are written
 * @param numbers which decimal mark its rates have
 * @param reporting the ISO code of the reporting currency
 * @param nullTexts texts that mean nothing
 */
public record RatesFile(
    TableFile table,
    Layout layout,
    TimeStyle time,
    DecimalMark numbers,
    String reporting,
    List<String> nullTexts) {

  /** Copies the list. */
  public RatesFile {
    nullTexts = List.copyOf(nullTexts);
  }

  /** Which column is what. */
  public sealed interface Layout {
    /** Returns the column of the date. */
    FieldMapping date();

    /** Returns all columns that are read. */
    List<FieldMapping> mapping();
  }

  /**
   * A row for each day and currency.
   *
   * @param date the column of the date
   * @param currency the column of the currency's code
   * @param rate the column of the value of one unit in the reporting currency
   */
  public record Listed(FieldMapping date, FieldMapping currency, FieldMapping rate)
      implements Layout {
    @Override
    public List<FieldMapping> mapping() {
      return List.of(date, currency, rate);
    }
  }

  /**
   * A row for each day and a column for each currency, in the manner of the European Central Bank.
   *
   * @param date the column of the date
   * @param currencies the columns named by a currency's code, which hold its units for one euro
   */
  public record Wide(FieldMapping date, List<FieldMapping> currencies) implements Layout {
    /** Copies the list. */
    public Wide {
      currencies = List.copyOf(currencies);
    }

    @Override
    public List<FieldMapping> mapping() {
      List<FieldMapping> all = new ArrayList<>(List.of(date));
      all.addAll(currencies);
      return all;
    }
  }

  /** Returns what was found out about the file. */
  public InputFile describe() {
    return InputFile.of(table, layout.mapping(), Optional.empty());
  }
}
