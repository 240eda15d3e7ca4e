// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.OnlineRetail;
import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.clv.history.ObservationPeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An engine gives the histories that {@link PlainHistories} defines, row by row. A new engine
 * extends this class.
 */
public abstract class PipelineContract extends HistoryContract {

  /** Computes the histories of files by {@link PlainHistories}, on whatever speaks plain SQL. */
  protected abstract List<HistoryRow> reference(TransactionInput input, ObservationPeriod period);

  private void requireSame(TransactionInput input, ObservationPeriod period) {
    List<HistoryRow> expected = sorted(reference(input, period));
    List<HistoryRow> actual = sorted(histories(input, period));

    assertThat(actual)
        .extracting(HistoryRow::withoutLogarithms)
        .containsExactlyElementsOf(expected.stream().map(HistoryRow::withoutLogarithms).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).spendLog()).isCloseTo(expected.get(i).spendLog(), within());
      assertThat(actual.get(i).gapLog()).isCloseTo(expected.get(i).gapLog(), within());
    }
  }

  private static List<HistoryRow> sorted(List<HistoryRow> rows) {
    return rows.stream().sorted(Comparator.comparing(HistoryRow::customer)).toList();
  }

  @ParameterizedTest
  @CsvSource({"2011-12-09, 12", "2011-06-30, 6", "2010-12-31, 3"})
  void histories_ofOnlineRetail_areThoseOfPlainSql(LocalDate reference, int months) {
    requireSame(input(OnlineRetail.ORDERS), ObservationPeriod.ofMonths(reference, months));
  }

  @Test
  void histories_ofLinesOfOnlineRetail_areThoseOfPlainSql() throws IOException {
    requireSame(
        input(OnlineRetail.writeLines(folder)),
        ObservationPeriod.since(LocalDate.of(2011, 1, 1), LocalDate.of(2011, 11, 30)));
  }

  /**
   * Refunds with and without their order, tickets of one day, several files that bring an order
   * again, statuses, clock changes, times with offsets, blanks around ids, values that cannot be
   * read.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void histories_ofMessyFiles_areThoseOfPlainSql(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    MessyFiles messy = new MessyFiles(random);
    Path[] files = new Path[1 + random.nextInt(3)];
    for (int i = 0; i < files.length; i++) {
      files[i] =
          Files.writeString(folder.resolve(i + ".csv"), messy.rows(20 + random.nextInt(600)));
    }
    RunConfiguration configuration = RunConfiguration.defaults().with("link-refunds", "off");
    if (random.nextInt(3) == 0) {
      configuration = configuration.with("refunds", "by-refund-date");
    }
    if (random.nextInt(3) == 0) {
      configuration = configuration.with("model.first-purchase-spend", "off");
    }
    TransactionInput input =
        new TransactionInput(input(files).paths(), ColumnMapping.none(), configuration);
    LocalDate reference = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500));
    requireSame(input, ObservationPeriod.ofMonths(reference, 1 + random.nextInt(24)));
  }
}
