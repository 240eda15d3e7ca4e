// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.duckdb.read.FileScan;
import io.perenne.analytics.duckdb.read.RatesQuery;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.meaning.StatusReport;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.LiveOrders;
import io.perenne.analytics.ingest.source.RejectFile;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.Exchange;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.pipeline.TransactionSource;
import io.perenne.analytics.pipeline.TransactionTable;
import io.perenne.clv.words.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Files of transactions on a DuckDB. Files that a scan finds damaged are mended here, so later
 * scans read them as they were finally read.
 */
final class DuckDbSource implements TransactionSource {
  private final DuckDb database;
  private final TransactionInput input;
  private final Optional<InputFile> identities;
  private TransactionFiles current;
  private Optional<StatusReport> statuses = Optional.empty();
  private Optional<FileOverlaps> overlaps = Optional.empty();

  /**
   * Makes a source.
   *
   * @param input what was asked for; customers who were erased are loaded
   * @param identities the file of identities that was loaded, if there is one
   */
  DuckDbSource(
      DuckDb database,
      TransactionInput input,
      TransactionFiles files,
      Optional<InputFile> identities) {
    this.database = database;
    this.input = input;
    this.identities = identities;
    current = files;
  }

  /**
   * Transactions under rules.
   *
   * @param source where they are
   * @param rules which rows count
   * @param exchange how money is converted, should there be a currency column
   */
  record Table(
      DuckDbSource source, TicketRules rules, Optional<TransactionRelation.Conversion> exchange)
      implements TransactionTable {

    /** Returns the queries for the files as they are described now. */
    TransactionRelation relation() {
      return relation(source.current);
    }

    private TransactionRelation relation(TransactionFiles files) {
      TransactionRelation rows = TransactionRelation.of(files, source.known(rules), exchange);
      TransactionRelation left = source.withoutErased(rows);
      return source.identities.isPresent()
          ? source.withoutErased(left.through(Identities::joined))
          : left;
    }

    /** Reads the rows, once more if files turn out to be damaged, and returns the last answer. */
    <T> T scan(Function<TransactionRelation, T> read) {
      source.look(this);
      return source.scan(files -> read.apply(relation(files)));
    }

    /** Writes down the rows that could not be read; see {@link TransactionQuery}. */
    Rejects collectRejects(UnaryOperator<String> judged, long badRows, RejectFile rejects) {
      return source.collectRejects(source.known(rules), judged, badRows, rejects);
    }
  }

  @Override
  public List<InputFile> files() {
    return current.describe();
  }

  @Override
  public Optional<InputFile> identities() {
    return identities;
  }

  /** An id of the files may be that of a person who was erased, and so may the person's own. */
  private TransactionRelation withoutErased(TransactionRelation rows) {
    return input.erased().isEmpty()
        ? rows
        : rows.through(each -> Erased.without(each, input.liveOrders().flatMap(this::place)));
  }

  /** Returns the number of the file that the orders of events are read from, if they are. */
  Optional<Integer> place(LiveOrders orders) {
    return IntStream.range(0, current.files().size())
        .boxed()
        .filter(i -> current.files().get(i).table().path().equals(orders.table()))
        .findFirst();
  }

  /** Returns the files as they are read now. */
  TransactionFiles current() {
    return current;
  }

  @Override
  public List<Message> warnings() {
    List<Message> warnings = new ArrayList<>(current.warnings());
    overlaps.ifPresent(found -> warnings.addAll(found.warnings()));
    return warnings;
  }

  @Override
  public Optional<StatusReport> statuses() {
    return statuses;
  }

  @Override
  public boolean hasAmount() {
    return current.hasAmount();
  }

  @Override
  public boolean hasMargin() {
    return current.hasMargin();
  }

  @Override
  public boolean hasCurrency() {
    return current.has("currency");
  }

  @Override
  public Table table(TicketRules rules, Optional<Exchange> exchange) {
    return new Table(this, rules, exchange.map(this::conversion));
  }

  private TransactionRelation.Conversion conversion(Exchange exchange) {
    return new TransactionRelation.Conversion(
        exchange.currency(),
        exchange.rates().map(rates -> RatesQuery.of(DuckDbRates.of(rates).rates()).sql()));
  }

  /**
   * Looks at statuses and at rows that two files share, once. Who goes on after a refusal reads
   * unknown statuses as not counting, and all rows of all files.
   */
  private void look(Table table) {
    List<Problem> problems = new ArrayList<>(lookAtStatuses(table.rules()));
    problems.addAll(lookAtOverlaps(table));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private List<Problem> lookAtStatuses(TicketRules rules) {
    if (!current.hasStatuses() || statuses.isPresent()) {
      return List.of();
    }
    StatusReport report = scan(files -> Statuses.read(database, files, rules));
    statuses = Optional.of(report);
    return rules.knowsStatuses() ? Statuses.problems(report, files()) : List.of();
  }

  private List<Problem> lookAtOverlaps(Table table) {
    boolean named = current.files().stream().allMatch(file -> file.has("order"));
    if (current.files().size() < 2 || named || overlaps.isPresent()) {
      return List.of();
    }
    FileOverlaps found =
        scan(files -> FileOverlaps.read(database, table.relation(files), files.describe()));
    overlaps = Optional.of(found);
    return found.problems();
  }

  /** Returns rules that name every status that counts. */
  private TicketRules known(TicketRules rules) {
    return rules.knowsStatuses()
        ? statuses.map(report -> Statuses.spelledOut(rules, report)).orElse(rules)
        : rules;
  }

  private <T> T scan(Function<TransactionFiles, T> read) {
    Answer<T> answer = new Answer<>();
    FileScan.Statements<TransactionFiles> statements =
        files -> {
          try {
            answer.value = Optional.of(read.apply(files));
          } catch (EngineException e) {
            throw e.sql();
          }
        };
    try {
      current = TransactionQuery.scan(database.connection(), current, statements);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
    return answer.value.orElseThrow();
  }

  /** The answer of the last attempt. */
  private static final class Answer<T> {
    private Optional<T> value = Optional.empty();
  }

  private Rejects collectRejects(
      TicketRules rules, UnaryOperator<String> judged, long badRows, RejectFile rejects) {
    try {
      return TransactionRelation.query(current, rules)
          .collectRejects(database.connection(), judged, badRows, rejects);
    } catch (SQLException e) {
      throw DuckDb.failure(e);
    }
  }

  @Override
  public void close() {
    current.close();
  }
}
