// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.duckdb.read.TransactionQuery;
import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.meaning.StatusReport;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.ingest.source.TransactionFiles;
import io.perenne.analytics.pipeline.TicketRules;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Message;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The statuses of transactions: which there are, and which of them count. */
final class Statuses {
  private static final int NAMED = 8;

  private Statuses() {}

  /** Reads every status with its rows and money, and what it means under rules. */
  static StatusReport read(DuckDb database, TransactionFiles files, TicketRules rules) {
    Function<String, StatusClass> words =
        rules.knowsStatuses() ? files.statuses()::classify : word -> asTold(rules, word);
    return new StatusReport(
        database.query(
            Sql.load(DuckDb.class, "statuses")
                .with("transactions", TransactionQuery.of(files).rawSql())
                .toString(),
            row ->
                new StatusReport.Word(
                    row.getString(1),
                    row.getLong(2),
                    row.getBigDecimal(3),
                    words.apply(row.getString(1)))));
  }

  /** Where a user names the statuses that count, no other does; where none is named, all do. */
  private static StatusClass asTold(TicketRules rules, String word) {
    List<String> counting = rules.countableStatuses();
    return counting.isEmpty() || counting.contains(word)
        ? StatusClass.COUNTS
        : StatusClass.DOES_NOT_COUNT;
  }

  /** Returns what refuses statuses that nobody knows, if they hold too much of the money. */
  static List<Problem> problems(StatusReport report, List<InputFile> files) {
    return report.refusal(StatusReport.USUAL_LIMIT).stream()
        .map(
            refusal ->
                Problem.of(
                        Texts.message(
                            "problem.statuses", 100 * refusal.share(), named(refusal.words())))
                    .withWhere(
                        files.stream()
                            .map(file -> file.path().toString())
                            .collect(Collectors.joining(", ")))
                    .withRemedy(Texts.message("problem.statuses.remedy", refusal.setting())))
        .toList();
  }

  /** Returns the first words, as an argument of a message. */
  private static Object named(List<StatusReport.Word> words) {
    List<Message> first =
        words.stream()
            .limit(NAMED)
            .map(
                word ->
                    Texts.message(
                        "problem.statuses.word",
                        word.word(),
                        word.rows(),
                        word.money().setScale(2, RoundingMode.HALF_UP)))
            .toList();
    return words.size() <= NAMED
        ? first
        : Texts.message("problem.statuses.more", first, "" + (words.size() - NAMED));
  }

  /** Returns rules that name every status that counts, and every one of money given back. */
  static TicketRules spelledOut(TicketRules rules, StatusReport report) {
    return rules.withStatuses(
        words(report, StatusClass::counts),
        words(report, status -> status == StatusClass.REFUNDED));
  }

  private static List<String> words(StatusReport report, Predicate<StatusClass> wanted) {
    return report.words().stream()
        .filter(word -> wanted.test(word.status()))
        .map(StatusReport.Word::word)
        .sorted()
        .toList();
  }
}
