// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnMapping.Input;
import io.perenne.analytics.ingest.column.ColumnName;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.DecimalMark;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.FieldWords;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.column.TimeStyle;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.profile.ProfileChoice;
import io.perenne.analytics.ingest.profile.ProfileMatch;
import io.perenne.analytics.ingest.text.InputPlace;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.clv.words.Message;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Opens files of transactions: finds them, finds out how each is written and which column is which,
 * and refuses what cannot be right. Nothing but samples is read; reading is the scan's work.
 */
public final class TransactionReader {

  static final Vocabulary VOCABULARY = Vocabulary.load("transaction_columns.txt");

  private TransactionReader() {}

  /**
   * Opens transactions.
   *
   * @param probe what answers questions about whole files
   * @param paths files, folders and globs, oldest first
   * @param mapping the columns the user has named
   * @param options what the user knows about the files
   * @param zone the tenant's time zone
   * @param workDirectory an existing folder for copies of files that a bulk scan cannot read
   * @throws InputException if the input cannot be used as it is
   */
  public static TransactionFiles open(
      TableProbe probe,
      List<String> paths,
      ColumnMapping mapping,
      ReadOptions options,
      ZoneId zone,
      Path workDirectory) {
    return open(probe, paths, mapping, options, zone, workDirectory, true);
  }

  /**
   * Opens transactions like {@link #open}, but a file may be without amounts; its rows then have
   * none and are readable all the same.
   */
  public static TransactionFiles openWithOrWithoutAmounts(
      TableProbe probe,
      List<String> paths,
      ColumnMapping mapping,
      ReadOptions options,
      ZoneId zone,
      Path workDirectory) {
    return open(probe, paths, mapping, options, zone, workDirectory, false);
  }

  /**
   * Returns the table of orders that events have told; empty if there are none. It is of our own
   * making, so what a user says of the files does not hold for it.
   */
  public static Optional<TransactionFile> ofEvents(TableProbe probe, LiveOrders orders) {
    if (orders.orders() == 0) {
      return Optional.empty();
    }
    ReadOptions options =
        ReadOptions.detect()
            .withProfile("none")
            .withDelimiter(",")
            .withDateFormat("ymd")
            .withDecimalSeparator('.');
    TableFile table = new TableOpener(options).open(probe, InputPlace.of(orders.table()));
    List<String> names = table.sample().names();
    ColumnMapping columns =
        new ColumnMapping(
            names.stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
    List<FieldMapping> found =
        new ColumnRecogniser(table.path(), table.sample(), VOCABULARY, columns, options.nullTexts())
            .recognise();
    TransactionFile file = file(table, found, Optional.empty(), false);
    return Optional.of(new StyleDecision(probe, options).decide(List.of(file)).get(0));
  }

  private static TransactionFiles open(
      TableProbe probe,
      List<String> paths,
      ColumnMapping named,
      ReadOptions options,
      ZoneId zone,
      Path workDirectory,
      boolean amounts) {
    named.requireKnownFields(Input.TRANSACTIONS, VOCABULARY, CustomerReader.VOCABULARY);
    ColumnMapping mapping = named.of(Input.TRANSACTIONS);
    List<TransactionFile> files = new ArrayList<>();
    List<Message> warnings = new ArrayList<>();
    ProfileChoice profile = ProfileChoice.parse(options.profile());
    TableOpener opener = new TableOpener(options);
    SourceSetting setting = new SourceSetting(zone, options, workDirectory);
    BulkReadCheck check = new BulkReadCheck(probe, options);
    InputSpool spool = new InputSpool(workDirectory, SheetFit.transactions(VOCABULARY, mapping));
    for (Path path : SourceFiles.find(paths)) {
      TableFile table = opener.open(probe, spool.place(path));
      TransactionFile file = file(table, mapping, profile, options, amounts);
      files.add(check.reads(table) ? file : file.withTable(setting.copier().copy(table)));
      if (table.sample().rows().isEmpty()) {
        warnings.add(Texts.message("warning.file.no-rows", table.path()));
      }
      if (file.amountOfOrder()) {
        warnings.add(countedOnce(file));
      }
      warnings.addAll(MoneyWarnings.of(file, options.currency()));
    }
    requireMapped(mapping, files);
    SameContent.drop(files, warnings);
    requireOneScope(files);
    files = new StyleDecision(probe, options).decide(files);
    return new TransactionFiles(setting, files, warnings);
  }

  private static TransactionFile file(
      TableFile table,
      ColumnMapping mapping,
      ProfileChoice profile,
      ReadOptions options,
      boolean amounts) {
    ColumnRecogniser recogniser =
        new ColumnRecogniser(
            table.path(), table.sample(), VOCABULARY, mapping, options.nullTexts());
    Optional<ProfileMatch> match =
        FormatReading.of(table, Profile.Kind.TRANSACTIONS, profile, mapping);
    match.ifPresent(known -> FormatReading.preset(recogniser, known, table.sample().names()));
    List<FieldMapping> found = new ArrayList<>(recogniser.recognise());
    if (!mapping.columns().containsKey("time")) {
      ClockColumn.find(table.sample(), found, Set.copyOf(options.nullTexts()))
          .ifPresent(found::add);
    }
    if (match.isEmpty() && !ColumnMapping.isNone(mapping.columns().getOrDefault("status", ""))) {
      MeaningColumns.addTo(found, table.sample(), Set.copyOf(options.nullTexts()));
    }
    TransactionFile file = file(table, found, match.map(ProfileMatch::profile), false);
    requireFields(file, recogniser, amounts);
    OtherTables.refuse(file, Set.copyOf(options.nullTexts()));
    SampleCheck check = new SampleCheck(file, Set.copyOf(options.nullTexts()), options.currency());
    check.requireReadable();
    return file(table, file.mapping(), file.profile(), check.repeatsOrderTotal());
  }

  private static TransactionFile file(
      TableFile table, List<FieldMapping> found, Optional<Profile> profile, boolean ofOrder) {
    TransactionFile file =
        new TransactionFile(
            table,
            found,
            new TimeStyle(TimeShape.Order.YMD, "", false),
            DecimalMark.POINT,
            true,
            false,
            ofOrder,
            profile);
    boolean firstRow =
        profile
            .map(known -> known.amounts() == Profile.AmountScope.FIRST_ROW)
            .orElseGet(() -> continuesOrders(file));
    return new TransactionFile(
        table,
        found,
        file.time(),
        file.numbers(),
        true,
        firstRow || (ofOrder && profile.isPresent()),
        ofOrder,
        profile);
  }

  /** A reader must know that the column is not summed: it changes every total. */
  private static Message countedOnce(TransactionFile file) {
    return Texts.message(
        file.has("margin") || file.has("cost")
            ? "warning.file.order-total-and-margin"
            : "warning.file.order-total",
        file.table().path(),
        amount(file));
  }

  /** What the column of amounts is called, as an argument of a message. */
  private static Object amount(TransactionFile file) {
    return file.find("amount")
        .<Object>map(FieldMapping::column)
        .orElseGet(() -> Texts.message("amount.unnamed"));
  }

  /** Totals of orders and amounts of lines cannot be told apart once orders are put together. */
  private static void requireOneScope(List<TransactionFile> files) {
    List<TransactionFile> orders = files.stream().filter(file -> file.has("order")).toList();
    long ofOrder = orders.stream().filter(TransactionFile::amountOfOrder).count();
    if (ofOrder > 0 && ofOrder < orders.size()) {
      TransactionFile file =
          orders.stream().filter(TransactionFile::amountOfOrder).findFirst().orElseThrow();
      throw InputException.of(
          file.table().path(), Texts.message("problem.amounts.scope", amount(file)));
    }
  }

  /** In Shopify exports only the first line of an order has its total. */
  private static boolean continuesOrders(TransactionFile file) {
    return file.has("order")
        && file.has("amount")
        && file.table().sample().names().stream()
            .anyMatch(name -> ColumnName.normal(name).startsWith("lineitem"));
  }

  private static void requireFields(
      TransactionFile file, ColumnRecogniser recogniser, boolean amounts) {
    Map<String, Message> unfit = recogniser.unfit();
    List<String> missing = new ArrayList<>();
    for (String field : List.of("customer", "time")) {
      if (!file.has(field)) {
        missing.add(field);
      }
    }
    if (amounts && !file.hasAmount()) {
      missing.add("amount");
    }
    if (missing.isEmpty()) {
      return;
    }
    for (String field : missing) {
      if (unfit.containsKey(field)) {
        throw InputException.of(
            file.table().path(), Texts.message("problem.column.other", unfit.get(field), field));
      }
    }
    List<String> names = file.table().sample().names();
    throw InputException.of(
        file.table().path(),
        Texts.message(
            "problem.column.not-found",
            FieldWords.of(missing),
            names.stream()
                .limit(40)
                .map(ColumnRecogniser::abbreviate)
                .collect(Collectors.joining(", ")),
            recogniser
                .likeliest(missing.get(0))
                .map(column -> ColumnRecogniser.argument(missing.get(0), column))
                .<Object>map(argument -> argument)
                .orElseGet(() -> Texts.message("problem.column.argument", missing.get(0)))));
  }

  /** A column the user names must exist somewhere. */
  private static void requireMapped(ColumnMapping mapping, List<TransactionFile> files) {
    mapping
        .columns()
        .forEach(
            (field, column) -> {
              boolean used =
                  files.stream()
                      .flatMap(file -> file.find(field).stream())
                      .anyMatch(found -> found.isOf(column));
              if (!used && !ColumnMapping.isNone(column) && VOCABULARY.find(field) != null) {
                TransactionFile first = files.get(0);
                throw InputException.of(
                    first.table().path(),
                    Texts.message(
                        "problem.column.none",
                        column,
                        field,
                        String.join(", ", first.table().sample().names())));
              }
            });
  }
}
