// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnMapping.Input;
import io.perenne.analytics.ingest.source.TableReader;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.analytics.ingest.text.CsvTable;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The covariates of customers as a file tells them: a delimited text with a header, one row for
 * each customer. The customer's id is in the column named for it, else in the first; every other
 * column is a covariate.
 *
 * <p>A value that is missing or cannot be read, and a customer without a row, count as average. Of
 * several rows of a customer the first counts.
 */
public final class CovariateTable implements CustomerCovariates {

  private static final int EXAMPLES = 3;

  private final Path file;
  private final List<String> header;
  private final CovariateValue value;
  private final int idColumn;
  private final Map<Integer, String> columns = new LinkedHashMap<>();
  private final Map<String, CsvRow> rowOf = new LinkedHashMap<>();
  private final List<Message> notes = new ArrayList<>();
  private final List<Message> faults = new ArrayList<>();
  private long faulty;

  private final CustomerPlaces patternOf = new CustomerPlaces();
  private final Map<List<Double>, Integer> patterns = new LinkedHashMap<>();
  private CovariateDesign design = new CovariateDesign(List.of());

  private CovariateTable(Path file, CsvTable table, ReadOptions options, ColumnMapping mapping) {
    this.file = file;
    this.header = table.header();
    this.value = new CovariateValue(options.nullTexts(), !table.dialect().delimiter().equals(","));
    if (header.size() < 2) {
      throw refused(Texts.message("problem.covariates.header"));
    }
    List<String> names = header.stream().map(String::strip).toList();
    String named = mapping.of(Input.COVARIATES).columns().get("customer");
    if (named != null
        && !names.contains(named)
        && mapping.only(Input.COVARIATES).contains("customer")) {
      throw refused(Texts.message("problem.covariates.no-column", named, "customer"));
    }
    this.idColumn = named == null ? 0 : Math.max(0, names.indexOf(named));
    for (int i = 0; i < header.size(); i++) {
      if (i != idColumn && columns.put(i, names.get(i)) == null) {
        requireName(i);
      }
    }
    readRows(table.rows());
  }

  /**
   * Reads a file and finds out how its columns become covariates.
   *
   * @throws InputException if it is no such file, or most of it cannot be read
   */
  public static CovariateTable read(Path file, ReadOptions options, ColumnMapping mapping) {
    return of(file, TableReader.read(file, options), options, mapping);
  }

  /** Finds out how the columns of a table that has been read become covariates. */
  static CovariateTable of(Path file, CsvTable table, ReadOptions options, ColumnMapping mapping) {
    CovariateTable covariates = new CovariateTable(file, table, options, mapping);
    covariates.encode(covariates.findDesign());
    return covariates;
  }

  /**
   * Reads a file as another one was read before.
   *
   * @throws InputException if a column of the design is missing
   */
  public static CovariateTable read(
      Path file, ReadOptions options, ColumnMapping mapping, CovariateDesign design) {
    CovariateTable covariates =
        new CovariateTable(file, TableReader.read(file, options), options, mapping);
    for (CovariateColumn column : design.columns()) {
      if (!covariates.columns.containsValue(column.name())) {
        throw covariates.refused(Texts.message("problem.covariates.needed", column.name()));
      }
    }
    covariates.encode(design);
    return covariates;
  }

  private InputException refused(Message what) {
    return new InputException(
        Problem.of(what)
            .withWhere(file.toString())
            .withValue(String.join(", ", header))
            .withRemedy(Texts.message("problem.covariates.as-in")));
  }

  private void requireName(int column) {
    String name = columns.getOrDefault(column, "");
    if (name.isEmpty()) {
      throw refused(Texts.message("problem.covariates.unnamed", "" + (column + 1)));
    }
    if (columns.values().stream().filter(name::equals).count() > 1) {
      throw refused(Texts.message("problem.period.twice", name));
    }
  }

  private void readRows(List<CsvRow> rows) {
    for (CsvRow row : rows) {
      String id =
          idColumn < row.fields().size() ? CustomerPlaces.id(row.fields().get(idColumn)) : "";
      CsvRow before = rowOf.get(id);
      if (!row.problem().isEmpty()) {
        fault(row, row.problem().get());
      } else if (row.fields().size() != header.size()) {
        fault(row, Texts.message("covariates.fault.fields", row.fields().size(), header.size()));
      } else if (value.isMissing(id)) {
        fault(row, Texts.message("covariates.fault.no-id"));
      } else if (before != null) {
        fault(row, Texts.message("covariates.fault.twice", id, "" + before.line()));
      } else {
        rowOf.put(id, row);
      }
    }
    double most = RunConfiguration.defaults().tickets().maxRejectShare();
    if (rowOf.isEmpty() || faulty > most * rows.size()) {
      throw new InputException(
          Problem.of(Texts.message("problem.covariates.rows", "" + faulty, "" + rows.size()))
              .withWhere(file.toString())
              .withValue(SeriesFaults.joined(faults))
              .withRemedy(Texts.message("problem.covariates.rows.remedy")));
    }
  }

  private void fault(CsvRow row, Message words) {
    faulty++;
    if (faults.size() < EXAMPLES) {
      faults.add(SeriesFaults.at(row.line(), words));
    }
  }

  private CovariateDesign findDesign() {
    List<CovariateColumn> found = new ArrayList<>();
    columns.forEach(
        (place, name) -> {
          List<String> texts = rowOf.values().stream().map(row -> row.fields().get(place)).toList();
          Optional<CovariateColumn> column = new ColumnReading(name, value, texts).column();
          column.ifPresent(found::add);
          if (column.isEmpty()) {
            notes.add(Texts.message("covariates.left-out", name));
          }
        });
    if (found.isEmpty()) {
      throw refused(Texts.message("problem.covariates.all-alike"));
    }
    return new CovariateDesign(found);
  }

  private void encode(CovariateDesign by) {
    design = by;
    patterns.put(by.average(), 0);
    Map<String, Integer> places = new HashMap<>();
    columns.forEach((place, name) -> places.put(name, place));
    rowOf.forEach(
        (id, row) -> {
          List<Double> values = new ArrayList<>();
          for (CovariateColumn column : by.columns()) {
            String text = row.fields().get(places.getOrDefault(column.name(), idColumn)).strip();
            values.addAll(covariates(column, text, row));
          }
          patternOf.put(id, patterns.computeIfAbsent(values, v -> patterns.size()));
        });
    rowOf.clear();
    if (faulty > 0) {
      notes.add(SeriesFaults.note(faulty, file, faults));
    }
  }

  private List<Double> covariates(CovariateColumn column, String text, CsvRow row) {
    if (value.isMissing(text)) {
      return column.average();
    }
    if (column.isNumber()) {
      OptionalDouble number = value.number(text);
      if (number.isPresent()) {
        return column.of(number.getAsDouble());
      }
      fault(row, Texts.message("covariates.fault.no-number", column.name(), text));
      return column.average();
    }
    Optional<List<Double>> known = column.of(text);
    if (known.isEmpty()) {
      fault(row, Texts.message("covariates.fault.unknown-value", column.name(), text));
    }
    return known.orElse(column.average());
  }

  @Override
  public Path file() {
    return file;
  }

  /** Returns how columns become covariates. */
  public CovariateDesign design() {
    return design;
  }

  /** Returns the combinations of covariates there are; the first is that of the average. */
  public List<List<Double>> patterns() {
    return List.copyOf(patterns.keySet());
  }

  /**
   * Returns the place of a customer's covariates among the patterns, if the customer has a row;
   * zeros in front do not matter unless they tell rows apart.
   */
  @Override
  public OptionalInt pattern(String customer) {
    return patternOf.find(customer);
  }

  @Override
  public PurchaseLog.Builder declaredIn(PurchaseLog.Builder log) {
    return log.withCovariates(design.covariates(), patterns());
  }

  /** Returns how many customers have a row. */
  public int customers() {
    return patternOf.size();
  }

  @Override
  public List<Message> notes() {
    return List.copyOf(notes);
  }
}
