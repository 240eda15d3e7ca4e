// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.segment.Reason;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The table of customers of a published run, as SQL text that can stand after {@code FROM}.
 *
 * <p>The file holds the rule behind each segment and the numbers it looked at. Read through this
 * class it has a column {@code CLV_SEGMENT_REASON} with the sentence, in the language asked for. A
 * file of an earlier version holds sentences in the language of its run and is read as it is.
 */
public final class PublishedTable {
  private static final AtomicLong FUNCTIONS = new AtomicLong();

  private PublishedTable() {}

  /**
   * Returns the table with its reasons in the language that the run was configured with.
   *
   * @param connection what the text will be run on; a function is defined there
   * @param customers the file, in the folder of its run
   */
  public static String sql(Connection connection, Path customers) {
    return sql(connection, customers, Optional.empty());
  }

  /** Returns the table with its reasons in a language. */
  public static String sql(Connection connection, Path customers, Language language) {
    return sql(connection, customers, Optional.of(language));
  }

  private static String sql(Connection connection, Path customers, Optional<Language> language) {
    DuckDb database = DuckDb.over(connection);
    if (!keepsRules(database, customers)) {
      return file(customers);
    }
    RunDocument run = RunStore.read(customers.resolveSibling(RunStore.DOCUMENT));
    Language words =
        language.orElseGet(
            () -> Language.of(run.configuration().getOrDefault("language", Language.ES.code())));
    return sql(database, customers, Reason.of(SegmentRules.of(run.thresholds()), words));
  }

  /** Returns the table with its reasons as the given writer words them. */
  static String sql(DuckDb database, Path customers, Reason reason) {
    String function = "segment_reason_" + FUNCTIONS.incrementAndGet();
    new Functions(database).defineReason(function, reason);
    return "("
        + Sql.load(DuckDb.class, "published_customers")
            .with("reason", function)
            .with("customers", file(customers))
        + ")";
  }

  private static boolean keepsRules(DuckDb database, Path customers) {
    return has(database, customers, "segment_rule")
        && !has(database, customers, "CLV_SEGMENT_REASON");
  }

  /** Returns whether a file has a column; files of earlier versions lack some. */
  static boolean has(DuckDb database, Path customers, String column) {
    return database
        .query(
            "SELECT name FROM parquet_schema(" + Sql.quote(customers.toString()) + ")",
            row -> row.getString(1))
        .contains(column);
  }

  /** Returns the file as it is, without the sentences. */
  static String file(Path customers) {
    return "read_parquet(" + Sql.quote(customers.toString()) + ")";
  }
}
