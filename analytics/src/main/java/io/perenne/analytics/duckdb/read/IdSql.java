// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.meaning.AnonymousIds;
import io.perenne.analytics.sql.Sql;
import java.util.stream.Collectors;

/**
 * SQL expressions that make ids of texts: the twin of {@link
 * io.perenne.analytics.ingest.column.IdentityText#canonical}, but for exponents, which are refused
 * before where the first rows have them, and make a row unreadable further down.
 */
final class IdSql {

  /** Integers with zero decimals, and the apostrophe that keeps a number from being one. */
  private static final String DRESSED = "''?[0-9]+([.,](0|00|0{4,}))?";

  private static final String WORDS =
      AnonymousIds.usual().words().stream()
          .sorted()
          .map(Sql::quote)
          .collect(Collectors.joining(", "));

  private IdSql() {}

  /** An id without decimals that are all zero and without the apostrophe of a spreadsheet. */
  static String canonical(String text) {
    return "CASE WHEN "
        + isDressed(text)
        + " THEN regexp_extract("
        + text
        + ", '[0-9]+') ELSE "
        + text
        + " END";
  }

  /** An id in its canonical form; NULL if it stands for nobody in particular. */
  static String customer(String text) {
    return canonical(somebody(text));
  }

  /** A text; NULL if it stands for nobody in particular. */
  static String somebody(String text) {
    return "CASE WHEN " + isNobody(text) + " THEN NULL ELSE " + text + " END";
  }

  /** The condition that a raw id is not the customer it stands for. */
  static String needsCare(String column) {
    return "coalesce("
        + isDressed(column)
        + " OR "
        + isShortened(column)
        + " OR "
        + isNobody(column)
        + ", false)";
  }

  /** The condition that an id is a number of which a spreadsheet shows the first digits only. */
  static String isShortened(String text) {
    return "((contains({}, 'E+') OR contains({}, 'e+')) AND regexp_full_match({}, '''?[0-9]+([.,][0-9]+)?[eE][+][0-9]{1,2}'))"
        .replace("{}", text);
  }

  private static String isDressed(String text) {
    return ("((contains({}, '.') OR contains({}, ',') OR starts_with({}, ''''))"
            + " AND regexp_full_match({}, '"
            + DRESSED
            + "'))")
        .replace("{}", text);
  }

  private static String isNobody(String text) {
    return "(regexp_replace(lower(strip_accents("
        + text
        + ")), '[^\\p{L}\\p{N}]', '', 'g') IN ("
        + WORDS
        + "))";
  }
}
