// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.clv.history.ObservationPeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What histories are, in small cases worked out by hand. Every way to compute histories extends
 * this class.
 */
public abstract class HistoryContract {
  /** Twelve months up to the end of 2024. */
  protected static final ObservationPeriod PERIOD =
      ObservationPeriod.ofMonths(LocalDate.of(2024, 12, 31), 12);

  private static final String HEADER = "customer_id,date,amount,order_id,status,refund_of\n";

  @TempDir protected Path folder;

  /** Computes the histories of files. */
  protected abstract List<HistoryRow> histories(TransactionInput input, ObservationPeriod period);

  /**
   * Returns files under the default configuration, but for refunds that name no order: which
   * purchase these give back is decided by {@code RefundLinks}, not by an engine.
   */
  protected static TransactionInput input(Path... files) {
    List<String> paths = new ArrayList<>();
    for (Path file : files) {
      paths.add(file.toString());
    }
    return new TransactionInput(
        paths, ColumnMapping.none(), RunConfiguration.defaults().with("link-refunds", "off"));
  }

  private Path file(String name, String rows) throws IOException {
    return Files.writeString(folder.resolve(name), HEADER + rows);
  }

  private List<HistoryRow> of(String rows) throws IOException {
    return histories(input(file("a.csv", rows)), PERIOD);
  }

  private HistoryRow one(String rows) throws IOException {
    List<HistoryRow> all = of(rows);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(
        LocalDateTime.of(1970, 1, 1, 0, 0).atOffset(ZoneOffset.UTC),
        LocalDateTime.parse(time).atOffset(ZoneOffset.UTC));
  }

  @Test
  void ticketsOfOneDay_areOnePurchaseDayAndTwoTickets() throws IOException {
    HistoryRow row =
        one(
            """
            a,2024-12-01 10:00,10,o1,paid,
            a,2024-12-01 18:30,5.5,o2,paid,
            a,2024-12-11 09:00,1,o3,paid,
            """);

    assertThat(row.get("purchase_days")).isEqualTo(2);
    assertThat(row.get("frequency")).isEqualTo(3);
    assertThat(row.get("monetary_value")).isEqualTo(165_000);
    assertThat(row.get("gap_sum")).isEqualTo(10);
    assertThat(row.get("gap_count")).isEqualTo(1);
    assertThat(row.firstMicros()).isEqualTo(micros("2024-12-01T10:00:00"));
    assertThat(row.lastMicros()).isEqualTo(micros("2024-12-11T09:00:00"));
  }

  @Test
  void linesOfAnOrder_areOneTicketAtItsEarliestTime() throws IOException {
    HistoryRow row = one("a,2024-12-01 23:59,10,o1,paid,\na,2024-12-02 00:01,5,o1,paid,\n");

    assertThat(row.get("frequency")).isEqualTo(1);
    assertThat(row.get("purchase_days")).isEqualTo(1);
    assertThat(row.get("spend")).isEqualTo(150_000);
    assertThat(row.lastMicros()).isEqualTo(micros("2024-12-01T23:59:00"));
  }

  @Test
  void linkedRefund_restatesItsOrderOnTheOrdersDay() throws IOException {
    HistoryRow row = one("a,2023-11-01,10,o1,paid,\na,2024-12-02,-4,r1,refunded,o1\n");

    assertThat(row.get("historic_value")).isEqualTo(60_000);
    assertThat(row.get("monetary_value")).isZero();
    assertThat(row.get("money_90")).isZero();
    assertThat(row.get("purchase_days")).isEqualTo(1);
  }

  @Test
  void refundWithoutOrder_reducesMoneyOnItsOwnDayAndIsNoPurchase() throws IOException {
    HistoryRow row = one("a,2024-06-01,10,o1,paid,\na,2024-12-02,-4,,,\n");

    assertThat(row.get("money_90")).isEqualTo(-40_000);
    assertThat(row.get("monetary_value")).isEqualTo(60_000);
    assertThat(row.get("spend")).isEqualTo(100_000);
    assertThat(row.get("frequency")).isEqualTo(1);
    assertThat(row.lastMicros()).isEqualTo(micros("2024-06-01T00:00:00"));
  }

  @Test
  void lineThatDoesNotCount_addsNothingToItsOrder() throws IOException {
    HistoryRow row = one("a,2024-06-01,10,o1,paid,\na,2024-06-01,7,o1,cancelled,\n");

    assertThat(row.get("frequency")).isEqualTo(1);
    assertThat(row.get("historic_value")).isEqualTo(100_000);
  }

  @Test
  void orderOfWhichNoLineCounts_isSeenButNoPurchase() throws IOException {
    HistoryRow row = one("a,2024-06-01,7,o1,cancelled,\n");

    assertThat(row.get("frequency")).isZero();
    assertThat(row.firstMicros()).isNull();
  }

  @Test
  void rowsAfterTheReferenceDate_makeNoCustomer() throws IOException {
    assertThat(of("a,2025-01-01,10,o1,paid,\nb,2024-12-31 23:59:59,1,o2,paid,\n"))
        .extracting(HistoryRow::customer)
        .containsExactly("b");
  }

  @Test
  void windows_endWithTheReferenceDateIncluded() throws IOException {
    // 2024-12-31 less 89 days is 2024-10-03; less 90 is 2024-10-02
    HistoryRow row = one("a,2024-10-03,1,o1,paid,\na,2024-10-02,2,o2,paid,\n");

    assertThat(row.get("money_90")).isEqualTo(10_000);
    assertThat(row.get("tickets_90")).isEqualTo(1);
    assertThat(row.get("money_180")).isEqualTo(30_000);
  }

  @Test
  void gaps_areMeasuredInTheTwelveMonthsBeforeTheLastPurchase() throws IOException {
    // 2024-02-29 less twelve months is 2023-02-28, which is outside
    HistoryRow row =
        one("a,2023-02-28,1,o1,paid,\na,2023-03-01,1,o2,paid,\na,2024-02-29,1,o3,paid,\n");

    assertThat(row.get("gap_count")).isEqualTo(1);
    assertThat(row.get("gap_sum")).isEqualTo(365);
    assertThat(row.gapLog()).isCloseTo(Math.log(1) + Math.log(365), within());
  }

  @Test
  void orderOfALaterFile_replacesTheEarlierOne() throws IOException {
    Path old = file("1.csv", "a,2024-06-01,10,o1,paid,\na,2024-07-01,1,o2,paid,\n");
    Path later = file("2.csv", "a,2024-06-01,12,o1,paid,\n");

    assertThat(histories(input(old, later), PERIOD))
        .singleElement()
        .satisfies(row -> assertThat(row.get("historic_value")).isEqualTo(130_000));
  }

  @Test
  void unreadableAndAnonymousRows_belongToNobody() throws IOException {
    assertThat(of("a,2024-06-01,x,o1,paid,\n,2024-06-01,1,o2,paid,\nb,2024-06-01,1,o3,paid,\n"))
        .extracting(HistoryRow::customer)
        .containsExactly("b");
  }

  @Test
  void unreadableAmount_isPutAsideOnlyWhereItsRowCounts() throws IOException {
    String sound = "a,2024-06-01,1,o%d,paid,\n";
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      rows.append(sound.formatted(i)); // beyond the sample, numbers are read as numbers first
    }
    rows.append("b,2024-06-01,n/k,x,cancelled,\nb,2024-06-01,,y,cancelled,o1\n");
    rows.append("c,2024-06-01,n/k,z,paid,\n");

    List<HistoryRow> found = of(rows.toString());

    assertThat(found).extracting(HistoryRow::customer).containsExactly("a", "b");
    assertThat(found.get(1).get("purchase_days")).isZero();
    assertThat(found.get(1).get("historic_value")).isZero();
  }

  /** Logarithms are kept in fixed point of nine digits, and sums of them in any order. */
  protected static Offset<Double> within() {
    return Offset.offset(1e-8);
  }
}
