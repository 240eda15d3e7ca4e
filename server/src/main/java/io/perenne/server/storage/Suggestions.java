// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Pairs of profiles that may be of one person, and those of which somebody has said no. */
public final class Suggestions {
  private static final String ALL =
      "SELECT one, other, millionths, reasons FROM linkage_suggestions ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Suggestions(Transaction in) {
    this.in = in;
  }

  /**
   * Two profiles, in the order of their ids.
   *
   * @param one the id of a profile
   * @param other the id of the other
   */
  public record Pair(String one, String other) {
    /** Puts the ids in order. */
    public Pair {
      String first = one.compareTo(other) <= 0 ? one : other;
      other = one.compareTo(other) <= 0 ? other : one;
      one = first;
    }
  }

  /**
   * A suggestion.
   *
   * @param pair the profiles
   * @param millionths the probability that they are of one person, in millionths
   * @param reasons what each field says, as JSON
   */
  public record Kept(Pair pair, long millionths, String reasons) {}

  /**
   * Keeps these suggestions, and no others, but for those that somebody has refused and those of
   * profiles that are there no more.
   */
  public void keepOnly(List<Kept> suggestions) {
    List<Pair> refused = in.list("SELECT one, other FROM linkage_refusals", Suggestions::pair);
    in.update("DELETE FROM linkage_suggestions");
    in.updateAll(
        "INSERT INTO linkage_suggestions (one, other, millionths, reasons) VALUES (?, ?, ?, ?)",
        suggestions.stream()
            .filter(each -> !refused.contains(each.pair()))
            .filter(each -> isThere(each.pair().one()) && isThere(each.pair().other()))
            .map(
                each ->
                    new Object[] {
                      each.pair().one(), each.pair().other(), each.millionths(), each.reasons()
                    })
            .toList());
  }

  private boolean isThere(String profile) {
    return in.first("SELECT id FROM profiles WHERE id = ?", row -> row.text("id"), profile)
        .isPresent();
  }

  /** Returns the suggestions, the most probable first. */
  public List<Kept> all() {
    return in.list(ALL, Suggestions::kept).stream()
        .sorted(
            Comparator.comparingLong(Kept::millionths)
                .reversed()
                .thenComparing(each -> each.pair().one())
                .thenComparing(each -> each.pair().other()))
        .toList();
  }

  /** Says that two profiles are not one person; returns whether that was suggested. */
  public boolean refuse(Pair pair, String who, Instant at) {
    boolean suggested =
        in.update(
                "DELETE FROM linkage_suggestions WHERE one = ? AND other = ?",
                pair.one(),
                pair.other())
            > 0;
    if (suggested) {
      in.update(
          "INSERT INTO linkage_refusals (one, other, who, at) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT (one, other) DO NOTHING",
          pair.one(),
          pair.other(),
          who,
          at);
    }
    return suggested;
  }

  /** Removes all that names a profile. */
  public void remove(String profile) {
    in.update("DELETE FROM linkage_suggestions WHERE one = ? OR other = ?", profile, profile);
    in.update("DELETE FROM linkage_refusals WHERE one = ? OR other = ?", profile, profile);
  }

  private static Pair pair(Row row) throws SQLException {
    return new Pair(row.text("one"), row.text("other"));
  }

  private static Kept kept(Row row) throws SQLException {
    return new Kept(pair(row), row.number("millionths"), row.text("reasons"));
  }
}
