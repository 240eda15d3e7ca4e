// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.clv.words.Labelled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of the rows that could not be read, from the file that a run has written.
 *
 * @param rows those asked for
 * @param written how many the file describes
 * @param others how many more there are, which were only counted
 */
public record RejectedRows(List<Row> rows, long written, long others) {
  private static final int FIELDS = 5;
  private static final Pattern OTHERS = Pattern.compile("(\\d+) more rows could not be read; .*");

  /** Copies the list. */
  public RejectedRows {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param file where it is
   * @param line its line; empty if that is not known
   * @param column the column at fault; empty if it is the row
   * @param value what stands there
   * @param reason why it cannot be read
   */
  public record Row(String file, String line, String column, String value, Labelled reason) {}

  /**
   * Reads some rows of a file.
   *
   * @param first the first one, from 0
   * @param most how many
   * @throws io.perenne.analytics.InputException if the file is damaged
   */
  public static RejectedRows read(Path file, long first, int most) {
    Reading reading = new Reading(first, most);
    ReadOptions options = ReadOptions.detect().withDelimiter(",").withQuote('"').withHeader();
    TableReader.read(file, options, (header, dialect) -> reading::take);
    return new RejectedRows(reading.rows, reading.written, reading.others);
  }

  /** What has been read so far. */
  private static final class Reading {
    private final long first;
    private final int most;
    private final List<Row> rows = new ArrayList<>();
    private long written;
    private long others;

    Reading(long first, int most) {
      this.first = first;
      this.most = most;
    }

    void take(CsvRow row) {
      List<String> fields = row.fields();
      if (fields.size() != FIELDS) {
        return;
      }
      Matcher rest = OTHERS.matcher(fields.get(4));
      if (fields.get(0).isEmpty() && rest.matches()) {
        others += Long.parseLong(rest.group(1));
        return;
      }
      if (written >= first && rows.size() < most) {
        rows.add(
            new Row(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                RejectReasons.of(fields.get(4))));
      }
      written++;
    }
  }
}
