// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnMapping.Input;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of covariates, of which it finds out whether they change in the course of time: they
 * do if a column is named for the date, or is called as dates are and holds one in its first row.
 *
 * <p>With dates, customers are in the column named for them, else in the first; if that is the
 * date, in the column that is called as a customer's id, else the values hold for all.
 */
public final class CovariateFile implements TableReader.Rows {

  private static final Set<String> DATES =
      Set.of(
          "date",
          "day",
          "week",
          "weekstart",
          "weekbeginning",
          "weekof",
          "from",
          "fromdate",
          "datefrom",
          "validfrom",
          "since",
          "startdate",
          "period",
          "periodstart",
          "covdate",
          "fecha",
          "dia",
          "semana",
          "desde",
          "fechadesde",
          "fechainicio",
          "iniciosemana");

  private static final Set<String> CUSTOMERS =
      Set.of(
          "customer",
          "customerid",
          "customernumber",
          "customerno",
          "client",
          "clientid",
          "id",
          "userid",
          "memberid",
          "donorid",
          "cliente",
          "idcliente",
          "clienteid",
          "codcliente",
          "codigocliente",
          "numerocliente");

  private final Path file;
  private final ReadOptions options;
  private final ColumnMapping mapping;
  private final List<CsvRow> first = new ArrayList<>();
  private List<String> header = List.of();
  private CsvFormat dialect = CsvFormat.COPY;
  private int date = -1;
  private boolean dateNamed;
  private @Nullable SeriesReader dated;

  private CovariateFile(Path file, ReadOptions options, ColumnMapping mapping) {
    this.file = file;
    this.options = options;
    this.mapping = mapping;
  }

  /**
   * Reads a file and finds out how its columns become covariates.
   *
   * @throws InputException if it is no such file, or most of it cannot be read
   */
  public static CustomerCovariates read(Path file, ReadOptions options, ColumnMapping mapping) {
    CovariateFile read = new CovariateFile(file, options, mapping);
    TableReader.read(file, options, read);
    SeriesReader series = read.dated;
    return series != null
        ? series.table(null)
        : CovariateTable.of(
            file, new CsvTable(read.dialect, read.header, read.first), options, mapping);
  }

  /**
   * Reads a file with dates as another one was read before.
   *
   * @throws InputException if it has no dates, or a column of the design is missing
   */
  public static SeriesTable read(
      Path file, ReadOptions options, ColumnMapping mapping, SeriesDesign design) {
    CovariateFile read = new CovariateFile(file, options, mapping);
    TableReader.read(file, options, read);
    SeriesReader series = read.dated;
    if (series == null) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.no-date"))
              .withWhere(file.toString())
              .withValue(String.join(", ", read.header))
              .withRemedy(Texts.message("problem.covariates.dated.as-in")));
    }
    return series.table(design);
  }

  @Override
  public Consumer<CsvRow> begin(List<String> names, CsvFormat format) {
    header = names;
    dialect = format;
    String named = mapping.of(Input.COVARIATES).columns().get("date");
    boolean forThis = mapping.only(Input.COVARIATES).contains("date");
    List<String> stripped = names.stream().map(String::strip).toList();
    date = named == null ? -1 : stripped.indexOf(named);
    if (date < 0 && forThis) {
      throw missing("date", named);
    }
    dateNamed = date >= 0 && forThis;
    for (int i = 0; i < names.size() && date < 0; i++) {
      date = DATES.contains(ColumnName.normal(names.get(i))) ? i : -1;
    }
    return this::take;
  }

  private InputException missing(String field, @Nullable String named) {
    return new InputException(
        Problem.of(Texts.message("problem.covariates.no-column", String.valueOf(named), field))
            .withWhere(file.toString())
            .withValue(String.join(", ", header))
            .withRemedy(Texts.message("problem.covariates.dated.as-in")));
  }

  private void take(CsvRow row) {
    SeriesReader series = dated;
    if (series != null) {
      series.add(row);
      return;
    }
    first.add(row);
    if (date >= 0 && date < row.fields().size() && !row.fields().get(date).isBlank()) {
      if (dateNamed || TimeShape.of(row.fields().get(date).strip()).isPresent()) {
        SeriesReader begun =
            new SeriesReader(
                file,
                header,
                options,
                new CovariateValue(options.nullTexts(), !dialect.delimiter().equals(",")),
                date,
                customer());
        first.forEach(begun::add);
        first.clear();
        dated = begun;
      }
      date = dated == null ? -1 : date;
    }
  }

  /** The column of customers, -1 if there is none. */
  private int customer() {
    List<String> names = header.stream().map(String::strip).toList();
    String named = mapping.of(Input.COVARIATES).columns().get("customer");
    int place = named == null ? -1 : names.indexOf(named);
    if (place < 0 && mapping.only(Input.COVARIATES).contains("customer")) {
      throw missing("customer", named);
    }
    if (place < 0 && date != 0) {
      return 0;
    }
    for (int i = 0; i < names.size() && place < 0; i++) {
      place = CUSTOMERS.contains(ColumnName.normal(names.get(i))) ? i : -1;
    }
    return place;
  }
}
