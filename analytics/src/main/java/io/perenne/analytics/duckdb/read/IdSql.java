// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.read;

import io.perenne.analytics.ingest.meaning.AnonymousIds;
import io.perenne.analytics.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL expressions that make ids of texts: the twin of {@link
 * io.perenne.analytics.ingest.column.IdentityText#canonical}, but for exponents, which are refused
 * before where the first rows have them, and make a row unreadable further down.
 */
final class IdSql {

  /** Integers with zero decimals, and the apostrophe that keeps a number from being one. */
  private static final String DRESSED = "''?[0-9]+([.,](0|00|0{4,}))?";

  private static final String TOTALS = Sql.quote(AnonymousIds.TOTALS.pattern());

  /** The first letters of the words for totals; they spare most ids the pattern. */
  private static final String TOTAL_BEGINNINGS =
      quoted(List.of("tot", "sub", "sum", "ges", "zwi", "som", "sou"));

  private final String words;
  private final String signs;
  private final String mailboxes;

  private IdSql(AnonymousIds nobody) {
    List<String> all = nobody.words().stream().sorted().toList();
    words = quoted(all);
    signs =
        quoted(
            all.stream()
                .filter(word -> word.codePoints().noneMatch(Character::isLetterOrDigit))
                .toList());
    mailboxes = quoted(nobody.mailboxes().stream().sorted().toList());
  }

  /** Knows the usual words that stand for nobody, and those that a user names. */
  static IdSql of(Collection<String> anonymousIds) {
    return new IdSql(AnonymousIds.usual().and(anonymousIds));
  }

  private static String quoted(List<String> words) {
    return words.isEmpty()
        ? "NULL"
        : words.stream().map(Sql::quote).collect(Collectors.joining(", "));
  }

  /** An id without decimals that are all zero and without the apostrophe of a spreadsheet. */
  static String canonical(String text) {
    return ("CASE WHEN " + isDressed(text) + " THEN regexp_extract({}, '[0-9]+') ELSE {} END")
        .replace("{}", text);
  }

  /** A text; NULL if it stands for nobody in particular. */
  String somebody(String text) {
    return "CASE WHEN " + isNobody(text) + " THEN NULL ELSE " + text + " END";
  }

  /** The condition that a raw id is not the customer it stands for. */
  String needsCare(String column) {
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
    return ("((contains({}, '+') AND regexp_full_match({}, '''?[0-9]+([.,][0-9]+)?[eE][+][0-9]{1,2}'))"
            + " OR ((contains({}, '.') OR contains({}, ','))"
            + " AND regexp_full_match({}, '''?[0-9][.,][0-9]+[eE][0-9]{1,2}')))")
        .replace("{}", text);
  }

  private static String isDressed(String text) {
    return ("((contains({}, '.') OR contains({}, ',') OR starts_with({}, ''''))"
            + " AND regexp_full_match({}, '"
            + DRESSED
            + "'))")
        .replace("{}", text);
  }

  private String isNobody(String text) {
    return ("("
            + normal("{}")
            + " IN ("
            + words
            + ") OR {} IN ("
            + signs
            + ") OR (contains({}, '@') AND "
            + normal("split_part({}, '@', 1)")
            + " IN ("
            + mailboxes
            + ")) OR (lower(left({}, 3)) IN ("
            + TOTAL_BEGINNINGS
            + ") AND regexp_full_match(lower(strip_accents({})), "
            + TOTALS
            + ")))")
        .replace("{}", text);
  }

  private static String normal(String text) {
    return "regexp_replace(lower(strip_accents(" + text + ")), '[^\\p{L}\\p{N}]', '', 'g')";
  }
}
