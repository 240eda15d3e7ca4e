// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Opens a table of exchange rates: either long (date, currency, value of one unit in the reporting
 * currency) or wide in the manner of the European Central Bank (date, one column for each currency,
 * units of it for one euro). A faulty rate would falsify every amount, so it is refused, not
 * skipped.
 */
public final class RatesReader {
  private static final Vocabulary VOCABULARY = Vocabulary.load("rate_columns.txt");
  private static final int MIN_WIDE = 2;
  private static final String EURO = "EUR";

  private final TableProbe probe;
  private final ReadOptions options;

  private RatesReader(TableProbe probe, ReadOptions options) {
    this.probe = probe;
    this.options = options;
  }

  /**
   * Describes a table of rates.
   *
   * @param probe what answers questions about the whole file
   * @param path one file
   * @param reporting the reporting currency's ISO code
   * @param workDirectory an existing folder for a copy, should a scan not be able to read the file
   * @throws InputException if the table is none of the two kinds
   */
  public static RatesFile open(
      TableProbe probe, Path path, String reporting, ReadOptions options, Path workDirectory) {
    TableFile table = new TableOpener(options).openAlone(probe, path, VOCABULARY, workDirectory);
    return new RatesReader(probe, options).describe(table, reporting.toUpperCase(Locale.ROOT));
  }

  private RatesFile describe(TableFile table, String reporting) {
    RatesFile.Layout layout = layout(table, reporting);
    List<Integer> rates =
        layout.mapping().stream()
            .filter(found -> found.field().equals("rate"))
            .map(FieldMapping::index)
            .toList();
    return new RatesFile(
        table,
        layout,
        new TimeDecision(probe, options).decided(table, layout.date()),
        marks(table, rates),
        reporting,
        options.nullTexts());
  }

  private RatesFile.Layout layout(TableFile table, String reporting) {
    Map<String, FieldMapping> fields = new HashMap<>();
    new ColumnRecogniser(
            table.path(), table.sample(), VOCABULARY, ColumnMapping.none(), options.nullTexts())
        .recognise()
        .forEach(mapping -> fields.put(mapping.field(), mapping));
    FieldMapping date = fields.get("date");
    if (date == null) {
      throw refused(table);
    }
    List<FieldMapping> currencies = currencies(table);
    if (currencies.size() >= MIN_WIDE) {
      requireColumn(table, currencies, reporting);
      return new RatesFile.Wide(date, currencies);
    }
    FieldMapping currency = fields.get("currency");
    FieldMapping rate = fields.get("rate");
    if (currency == null || rate == null) {
      throw refused(table);
    }
    return new RatesFile.Listed(date, currency, rate);
  }

  private static List<FieldMapping> currencies(TableFile table) {
    List<FieldMapping> currencies = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String name = table.columns().get(i).name();
      if (name.matches("[A-Z]{3}")) {
        currencies.add(new FieldMapping("rate", name, i, Texts.message("column.rate"), ""));
      }
    }
    return currencies;
  }

  private static void requireColumn(
      TableFile table, List<FieldMapping> currencies, String reporting) {
    boolean known =
        reporting.equals(EURO)
            || currencies.stream().anyMatch(found -> found.column().equals(reporting));
    if (!known) {
      throw InputException.of(table.path(), Texts.message("problem.rates.no-currency", reporting));
    }
  }

  private static InputException refused(TableFile table) {
    return InputException.of(
        table.path(),
        Texts.message("problem.rates.none", String.join(", ", table.sample().names())));
  }

  private DecimalMark marks(TableFile table, List<Integer> columns) {
    if (options.decimalSeparator() != null) {
      return options.decimalSeparator() == ',' ? DecimalMark.COMMA : DecimalMark.POINT;
    }
    List<String> all = new ArrayList<>();
    for (int column : columns) {
      all.addAll(table.sample().values(column, Set.copyOf(options.nullTexts())));
    }
    return DecimalMark.of(all).orElse(DecimalMark.POINT);
  }
}
