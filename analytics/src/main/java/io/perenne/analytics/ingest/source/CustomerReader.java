// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnMapping.Input;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.profile.ProfileChoice;
import io.perenne.analytics.ingest.profile.ProfileMatch;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param named the columns the user has named, for transactions and customers alike: what these
   *     files do not have is not looked for, unless it is named for them alone
   * @param options what the user knows about the files
   * @param zone the tenant's time zone
   * @param workDirectory an existing folder for copies of files that a bulk scan cannot read
   * @throws InputException if the input cannot be used as it is
   */
  public static CustomerFiles open(
      TableProbe probe,
      List<String> paths,
      ColumnMapping named,
      ReadOptions options,
      ZoneId zone,
      Path workDirectory) {
    named.requireKnownFields(Input.CUSTOMERS, VOCABULARY, TransactionReader.VOCABULARY);
    ColumnMapping mapping = named.of(Input.CUSTOMERS);
    ProfileChoice profile = ProfileChoice.parse(options.profile());
    SourceSetting setting = new SourceSetting(zone, options, workDirectory);
    BulkReadCheck check = new BulkReadCheck(probe, options);
    TimeDecision times = new TimeDecision(probe, options);
    List<CustomerFile> files = new ArrayList<>();
    InputSpool spool =
        new InputSpool(
            workDirectory, SheetFit.customers(VOCABULARY, TransactionReader.VOCABULARY, mapping));
    for (Path path : SourceFiles.find(paths)) {
      TableFile table = new TableOpener(options).open(probe, spool.place(path));
      CustomerFile file = file(table, mapping, profile, options, times);
      files.add(check.reads(table) ? file : file.withTable(setting.copier().copy(table)));
    }
    requireMapped(named, files);
    return new CustomerFiles(setting, files);
  }

  /** A column that the user names for these files must be in one of them. */
  private static void requireMapped(ColumnMapping named, List<CustomerFile> files) {
    Map<String, String> columns = named.of(Input.CUSTOMERS).columns();
    for (String field : named.only(Input.CUSTOMERS)) {
      String column = columns.getOrDefault(field, "");
      boolean used =
          files.stream()
              .flatMap(file -> file.findAll(field).stream())
              .anyMatch(found -> found.isOf(column));
      if (!used && !ColumnMapping.isNone(column)) {
        TableFile first = files.get(0).table();
        throw InputException.of(
            first.path(),
            Texts.message(
                "problem.column.none",
                column,
                "customers." + field,
                String.join(", ", first.sample().names())));
      }
    }
  }

  private static CustomerFile file(
      TableFile table,
      ColumnMapping mapping,
      ProfileChoice choice,
      ReadOptions options,
      TimeDecision times) {
    ColumnRecogniser recogniser =
        new ColumnRecogniser(
            table.path(), table.sample(), VOCABULARY, mapping, options.nullTexts());
    recogniser.suggestFor(ColumnMapping.Input.CUSTOMERS);
    Optional<ProfileMatch> match = FormatReading.of(table, Profile.Kind.CUSTOMERS, choice, mapping);
    match.ifPresent(known -> FormatReading.preset(recogniser, known, table.sample().names()));
    Optional<Profile> profile = match.map(ProfileMatch::profile);
    List<FieldMapping> found = new ArrayList<>(recogniser.recognise());
    FieldMapping id = found.isEmpty() ? null : found.get(0);
    if (id == null || !id.field().equals("customer")) {
      throw InputException.of(
          table.path(),
          Texts.message(
              "problem.column.no-customer-id", String.join(", ", table.sample().names())));
    }
    SampleCheck.requireWholeIds(table, id, Set.copyOf(options.nullTexts()));
    if (found.stream().noneMatch(other -> other.field().equals("email")) && namesAnEmail(id)) {
      found.add(1, new FieldMapping("email", id.column(), id.index(), id.why(), id.sample()));
    }
    addAttributes(table, options, found);
    for (FieldMapping mapped : found) {
      if (mapped.field().equals("consent-time")) {
        return new CustomerFile(table, found, times.decided(table, mapped), profile);
      }
    }
    return new CustomerFile(table, found, TimeDecision.PLAIN, profile);
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
                Texts.message("column.kept"),
                values.isEmpty() ? "" : values.get(0)));
      }
    }
  }

  private static boolean namesAnEmail(FieldMapping id) {
    Set<String> names = VOCABULARY.require("email").tiers().get(0);
    return names.contains(ColumnName.normal(id.column()));
  }
}
