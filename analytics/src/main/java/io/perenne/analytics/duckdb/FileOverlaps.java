// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.words.Message;
import java.util.List;

/**
 * Files that bring the same rows, such as {@code jan.csv} and {@code jan-feb.csv}. Without order
 * ids nothing else tells that their money would count twice.
 */
final class FileOverlaps {
  /** Fewer rows that two files share may be chance. */
  private static final int FEWEST = 3;

  /** With so many, and nearly all rows that could be shared, it is none. */
  private static final int NO_CHANCE = 5;

  private static final double NEARLY_ALL = 0.9;
  private static final double WORTH_A_WORD = 0.1;

  /** Pairs of files that are looked at. */
  private static final int MOST = 20;

  /** Above so many rows those of a part of the customers are compared. */
  private static final long MOST_ROWS = 4_000_000;

  private final List<Overlap> overlaps;

  private FileOverlaps(List<Overlap> overlaps) {
    this.overlaps = overlaps;
  }

  /**
   * Two files with rows alike.
   *
   * @param smaller the file with fewer rows
   * @param rows how many of its rows are in the other one, at least
   * @param share how many of its rows that is
   * @param commonShare how many of its rows in the time that both files cover
   */
  private record Overlap(
      InputFile smaller, InputFile other, long rows, double share, double commonShare) {
    boolean isNoChance() {
      return rows >= NO_CHANCE && Math.max(share, commonShare) >= NEARLY_ALL;
    }

    Message warning() {
      return Texts.message(
          "warning.files.overlap", smaller.path(), rows, 100 * commonShare, other.path());
    }

    Problem problem() {
      return Problem.of(
              Texts.message("problem.files.overlap", rows, 100 * commonShare, other.path()))
          .withWhere(smaller.path().toString())
          .withRemedy(Texts.message("problem.files.overlap.remedy"));
    }
  }

  /** Compares the rows of files, unless every row has an order id. */
  static FileOverlaps read(DuckDb database, TransactionRelation rows, List<InputFile> files) {
    long parts = 1 + rows.estimatedRows() / MOST_ROWS;
    return new FileOverlaps(
        database
            .query(
                Sql.load(DuckDb.class, "file_overlaps")
                    .with("transactions", rows.sql())
                    .with("sampled", parts == 1 ? "true" : "hash(customer) % " + parts + " = 0")
                    .with("fewest", FEWEST)
                    .with("most", MOST),
                row -> {
                  boolean firstIsSmaller = row.getLong(4) <= row.getLong(5);
                  InputFile one = files.get(row.getInt(1));
                  InputFile other = files.get(row.getInt(2));
                  long shared = row.getLong(3);
                  return new Overlap(
                      firstIsSmaller ? one : other,
                      firstIsSmaller ? other : one,
                      shared,
                      (double) shared / row.getLong(firstIsSmaller ? 4 : 5),
                      (double) shared / row.getLong(firstIsSmaller ? 6 : 7));
                })
            .stream()
            .filter(overlap -> overlap.commonShare() >= WORTH_A_WORD)
            .toList());
  }

  /** Returns what refuses the files: nearly all rows that two of them could share, they do. */
  List<Problem> problems() {
    return overlaps.stream().filter(Overlap::isNoChance).map(Overlap::problem).toList();
  }

  /** Returns what a person should know. */
  List<Message> warnings() {
    return overlaps.stream().map(Overlap::warning).toList();
  }
}
