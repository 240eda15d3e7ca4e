// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens files of customers, as a CRM exports them: id, email, contact id, consent and reasons not
 * to write; every other column is an attribute. Only the id is needed; where there is none, the
 * email is the id.
 */
public final class CustomerReader {

  static final Vocabulary VOCABULARY = Vocabulary.load("customer_columns.txt");

  private CustomerReader() {}

  /**
   * Opens customers.
   *
   * @param probe what answers questions about whole files
   * @param paths files, folders and globs, oldest first
   * @param mapping the columns the user has named, for transactions and customers alike: what these
   *     files do not have is not looked for
   * @param options what the user knows about the files
   * @param zone the tenant's time zone
   * @param workDirectory an existing folder for copies of files that a bulk scan cannot read
   * @throws InputException if the input cannot be used as it is
   */
  public static CustomerFiles open(
      TableProbe probe,
      List<String> paths,
      ColumnMapping mapping,
      ReadOptions options,
      ZoneId zone,
      Path workDirectory) {
    mapping.requireKnownFields(VOCABULARY, TransactionReader.VOCABULARY);
    SourceSetting setting = new SourceSetting(zone, options, workDirectory);
    BulkReadCheck check = new BulkReadCheck(probe, options);
    TimeDecision times = new TimeDecision(probe, options);
    List<CustomerFile> files = new ArrayList<>();
    for (Path path : SourceFiles.find(paths)) {
      TableFile table = new TableOpener(options).open(probe, path);
      CustomerFile file = file(table, mapping, options, times);
      files.add(check.reads(table) ? file : file.withTable(setting.copier().copy(table)));
    }
    return new CustomerFiles(setting, files);
  }

  private static CustomerFile file(
      TableFile table, ColumnMapping mapping, ReadOptions options, TimeDecision times) {
    List<FieldMapping> found =
        new ArrayList<>(
            new ColumnRecogniser(
                    table.path(), table.sample(), VOCABULARY, mapping, options.nullTexts())
                .recognise());
    FieldMapping id = found.isEmpty() ? null : found.get(0);
    if (id == null || !id.field().equals("customer")) {
      throw InputException.of(
          table.path(),
          "no column found for the customer id; it has "
              + String.join(", ", table.sample().names())
              + ". If one of them is it, say so: --map customer=COLUMN");
    }
    if (found.stream().noneMatch(other -> other.field().equals("email")) && namesAnEmail(id)) {
      found.add(1, new FieldMapping("email", id.column(), id.index(), id.why(), id.sample()));
    }
    addAttributes(table, options, found);
    for (FieldMapping mapped : found) {
      if (mapped.field().equals("consent-time")) {
        return new CustomerFile(table, found, times.decided(table, mapped));
      }
    }
    return new CustomerFile(table, found, TimeDecision.PLAIN);
  }

  private static void addAttributes(
      TableFile table, ReadOptions options, List<FieldMapping> found) {
    Set<Integer> known = found.stream().map(FieldMapping::index).collect(Collectors.toSet());
    for (int i = 0; i < table.columns().size(); i++) {
      if (!known.contains(i)) {
        List<String> values = table.sample().values(i, Set.copyOf(options.nullTexts()));
        found.add(
            new FieldMapping(
                CustomerFile.ATTRIBUTE,
                table.columns().get(i).name(),
                i,
                "kept as it is",
                values.isEmpty() ? "" : values.get(0)));
      }
    }
  }

  private static boolean namesAnEmail(FieldMapping id) {
    Set<String> names = VOCABULARY.require("email").tiers().get(0);
    return names.contains(ColumnName.normal(id.column()));
  }
}
