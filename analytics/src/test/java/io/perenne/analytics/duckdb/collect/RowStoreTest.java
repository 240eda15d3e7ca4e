// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStoreTest {
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);
  private static final long CUTOFF = 86_400_000_000L * (LAST.toEpochDay() + 1);
  private static final long DAY = 86_400_000_000L;

  @TempDir Path folder;

  private record Row(long key, long micros, long amount, int flags, long order, long margin) {}

  private record Ticket(int day, long amount, long margin) implements Comparable<Ticket> {
    @Override
    public int compareTo(Ticket other) {
      return java.util.Comparator.comparingInt(Ticket::day)
          .thenComparingLong(Ticket::amount)
          .thenComparingLong(Ticket::margin)
          .compare(this, other);
    }
  }

  private record Customer(List<Ticket> tickets, long first, long last) {}

  /** Keeps the tickets of the customer at hand. */
  private static final class Keeper implements TicketTaker {
    private final List<Ticket> tickets = new ArrayList<>();

    @Override
    public void clear() {
      tickets.clear();
    }

    @Override
    public void add(int epochDay, long amount, long margin) {
      tickets.add(new Ticket(epochDay, amount, margin));
    }

    List<Ticket> sorted() {
      List<Ticket> copy = new ArrayList<>(tickets);
      Collections.sort(copy);
      return copy;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, 1, 4194304",
    "false, true, 1000000, 4194304",
    "true, false, 1000000000, 4194304",
    "true, true, 1, 20000",
    "false, false, 1, 20000",
    "true, false, 500000, 3000",
  })
  void customers_howeverTheyAreKept_haveTheTicketsOfTheirRows(
      boolean orders, boolean margins, long expectedRows, long load) throws Exception {
    List<Row> rows = rows(60_000, orders, margins);

    Map<Long, Customer> found =
        store(rows, new RowLayout(orders, margins, false, false, false), expectedRows, load);

    assertThat(found).isEqualTo(reference(rows, orders));
  }

  @Test
  void rows_moreThanMemoryHolds_goToAFileThatIsGoneInTheEnd() throws Exception {
    Path file = folder.resolve("rows");
    int rows = 4_000_000;
    Keeper keeper = new Keeper();
    long sum = 0;
    int customers = 0;
    try (RowStore store =
        new RowStore(new RowLayout(false, false, false, false, false), rows, 2, file)) {
      RowWriter writer = store.borrow();
      for (int i = 0; i < rows; i++) {
        writer.add(i % 50_000, (i % 300) * DAY, i, 0, 0, 0, 0);
      }
      store.giveBack(writer);
      store.seal();
      CustomerCursor cursor = new CustomerCursor(store, LAST, keeper);
      while (cursor.next()) {
        customers++;
        assertThat(keeper.tickets).hasSize(rows / 50_000);
        sum += keeper.tickets.stream().mapToLong(Ticket::amount).sum();
      }
      assertThat(store.bytesOnDisk()).isGreaterThan(10_000_000);
    }

    assertThat(customers).isEqualTo(50_000);
    assertThat(sum).isEqualTo((long) rows * (rows - 1) / 2);
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void cursors_ofSeveralThreads_shareTheCustomers() throws Exception {
    List<Row> rows = rows(60_000, false, false);
    Map<Long, Customer> found = new HashMap<>();
    try (RowStore store =
        new RowStore(
            new RowLayout(false, false, false, false, false),
            1_000_000,
            4,
            folder.resolve("rows"))) {
      IntStream.range(0, 4)
          .parallel()
          .forEach(
              thread -> {
                for (int i = thread; i < rows.size(); i += 4) {
                  RowWriter writer = store.borrow();
                  add(writer, rows.get(i));
                  store.giveBack(writer);
                }
              });
      store.seal();
      IntStream.range(0, 4)
          .parallel()
          .forEach(
              thread -> {
                Map<Long, Customer> own = walk(store, LoadPlanner.LOAD);
                synchronized (found) {
                  own.forEach((key, customer) -> assertThat(found.put(key, customer)).isNull());
                }
              });
    }

    assertThat(found).isEqualTo(reference(rows, false));
  }

  @Test
  void counts_ofTicketsLaterOrNotCountable_areKept() throws Exception {
    try (RowStore store =
        new RowStore(
            new RowLayout(true, false, false, false, false), 1, 1, folder.resolve("rows"))) {
      RowWriter writer = store.borrow();
      writer.add(1, CUTOFF, 5, 0, 10, 0, 0);
      writer.add(1, CUTOFF + 7, 5, 0, 10, 0, 0);
      writer.add(2, 0, 5, RowFlag.NOT_COUNTABLE.bit() + RowFlag.ALONE.bit(), 0, 0, 0);
      writer.add(3, 0, 5, RowFlag.ALONE.bit(), 0, 0, 0);
      store.giveBack(writer);
      store.seal();
      Keeper keeper = new Keeper();
      CustomerCursor cursor = new CustomerCursor(store, LAST, keeper);
      List<Long> seen = new ArrayList<>();
      while (cursor.next()) {
        seen.add(cursor.key());
      }

      assertThat(seen).containsExactlyInAnyOrder(2L, 3L);
      assertThat(cursor.later()).isEqualTo(1);
      assertThat(cursor.notCountable()).isEqualTo(1);
    }
  }

  private List<Ticket> tickets(RowLayout layout, long[]... rows) throws Exception {
    try (RowStore store = new RowStore(layout, 1, 1, folder.resolve("rows"))) {
      RowWriter writer = store.borrow();
      for (long[] row : rows) {
        writer.add(
            1,
            row[0] * DAY,
            row[1],
            (int) row[2],
            row[3],
            row[1] / 10,
            row.length > 4 ? row[4] : 0);
      }
      store.giveBack(writer);
      store.seal();
      return Objects.requireNonNull(walk(store, LoadPlanner.LOAD).get(1L)).tickets();
    }
  }

  private static Ticket ticket(int day, long amount) {
    return new Ticket(day, amount, amount / 10);
  }

  private static final RowLayout ORDERS = new RowLayout(true, true, true, false, false);
  private static final int OUT = RowFlag.NOT_COUNTABLE.bit();
  private static final int BACK = RowFlag.REFUNDED.bit();
  private static final int ALONE = RowFlag.ALONE.bit();

  @Test
  void lineThatDoesNotCount_leavesTheOthersOfItsOrder() throws Exception {
    assertThat(
            tickets(
                ORDERS,
                new long[] {2, 100, 0, 10},
                new long[] {1, 50, OUT, 10},
                new long[] {2, 200, 0, 10}))
        .containsExactly(ticket(2, 300));
  }

  @Test
  void attemptThatFailed_doesNotTakeThePaymentAway() throws Exception {
    assertThat(tickets(ORDERS, new long[] {1, 450, OUT, 10}, new long[] {3, 450, 0, 10}))
        .containsExactly(ticket(3, 450));
  }

  @Test
  void refundOfALineThatDoesNotCount_takesNothingFromTheOthers() throws Exception {
    assertThat(
            tickets(
                ORDERS,
                new long[] {1, 500, OUT, 10},
                new long[] {2, -500, 0, 10},
                new long[] {1, 300, OUT, 20},
                new long[] {1, 200, 0, 20}))
        .containsExactly(ticket(1, 200));
  }

  @Test
  void orderRefundedByStatusAndByRow_isTakenOffOnce() throws Exception {
    assertThat(
            tickets(
                ORDERS,
                new long[] {1, 700, BACK, 10},
                new long[] {2, -700, 0, 10},
                new long[] {3, 640, 0, 20}))
        .containsExactly(ticket(1, 0), ticket(3, 640));
  }

  @Test
  void refundRowOfAnotherNumber_isTheOneThatTheStatusTells() throws Exception {
    assertThat(
            tickets(
                ORDERS,
                new long[] {1, 1200, BACK, 10},
                new long[] {2, -1200, 0, 12},
                new long[] {3, 1200, 0, 14}))
        .containsExactly(ticket(1, 0), ticket(3, 1200));
  }

  @Test
  void refundWithoutReference_isTakenOffItsPurchase() throws Exception {
    assertThat(
            tickets(
                new RowLayout(false, true, true, false, false),
                new long[] {1, 1500, 0, 0},
                new long[] {1, -1500, 0, 0},
                new long[] {5, 300, 0, 0},
                new long[] {6, -100, 0, 0}))
        .containsExactly(ticket(1, 0), ticket(5, 300), ticket(6, -100));
  }

  @Test
  void refundWithoutReference_standsAloneWhereLinkingIsOff() throws Exception {
    assertThat(
            tickets(
                new RowLayout(false, true, false, false, false),
                new long[] {1, 1500, 0, 0},
                new long[] {2, -1500, 0, 0}))
        .containsExactly(ticket(1, 1500), ticket(2, -1500));
  }

  private static final RowLayout LINES = new RowLayout(true, true, true, false, true);

  @Test
  void refundOfOneLine_isTakenOffTheLatestOrderThatHasTheLine() throws Exception {
    assertThat(
            tickets(
                LINES,
                new long[] {1, 100, 0, 10, 7},
                new long[] {1, 200, 0, 10, 8},
                new long[] {2, 100, 0, 12, 7},
                new long[] {2, 900, 0, 12, 9},
                new long[] {3, -100, 0, 14, 7},
                new long[] {4, -100, 0, 16, 7},
                new long[] {5, -100, 0, 18, 7}))
        .containsExactly(ticket(1, 200), ticket(2, 900), ticket(5, -100));
  }

  @Test
  void refundOfALineThatDidNotCount_isNotTakenOffItsOrder() throws Exception {
    assertThat(
            tickets(
                LINES,
                new long[] {1, 100, OUT, 10, 7},
                new long[] {1, 200, 0, 10, 8},
                new long[] {3, -100, 0, 14, 7}))
        .containsExactly(ticket(1, 200), ticket(3, -100));
  }

  @Test
  void linesOfManyOrders_areForgottenWithTheirCustomer() {
    List<Row> rows = new ArrayList<>();
    for (int order = 0; order < 200; order++) {
      rows.add(new Row(1, order * DAY, 50 + order, 0, 2L * order + 2, 0));
    }
    try (RowStore store = new RowStore(LINES, 1, 1, folder.resolve("rows"))) {
      RowWriter writer = store.borrow();
      rows.forEach(
          row -> writer.add(1, row.micros(), row.amount(), 0, row.order(), 0, row.order()));
      writer.add(2, 0, 5000, 0, 2, 0, 3);
      writer.add(2, DAY, -40, 0, 4, 0, 2);
      store.giveBack(writer);
      store.seal();
      assertThat(Objects.requireNonNull(walk(store, LoadPlanner.LOAD).get(2L)).tickets())
          .containsExactly(new Ticket(0, 5000, 0), new Ticket(1, -40, 0));
    }
  }

  @Test
  void rowGivenBackByItsStatus_isWorthNothing() throws Exception {
    assertThat(tickets(ORDERS, new long[] {1, 500, BACK | ALONE, 0})).containsExactly(ticket(1, 0));
  }

  private Map<Long, Customer> store(
      List<Row> rows, RowLayout layout, long expectedRows, long load) {
    try (RowStore store = new RowStore(layout, expectedRows, 1, folder.resolve("rows"))) {
      RowWriter writer = store.borrow();
      rows.forEach(row -> add(writer, row));
      store.giveBack(writer);
      store.seal();
      return walk(store, load);
    }
  }

  private static void add(RowWriter writer, Row row) {
    writer.add(row.key, row.micros, row.amount, row.flags, row.order, row.margin, 0);
  }

  private static Map<Long, Customer> walk(RowStore store, long load) {
    Keeper keeper = new Keeper();
    CustomerCursor cursor = new CustomerCursor(store, LAST, keeper, load);
    Map<Long, Customer> found = new HashMap<>();
    while (cursor.next()) {
      Customer customer = new Customer(keeper.sorted(), cursor.firstMicros(), cursor.lastMicros());
      assertThat(found.put(cursor.key(), customer)).isNull();
    }
    return found;
  }

  /** A third of the rows are of one customer, the others of three thousand. */
  private static List<Row> rows(int count, boolean orders, boolean margins) {
    SplittableRandom random = new SplittableRandom(7);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long key = random.nextInt(3) == 0 ? 99 : random.nextInt(3_000) * 0x1234567L;
      long micros = random.nextLong(CUTOFF - 400 * DAY, CUTOFF + 20 * DAY);
      int flags = random.nextInt(10) == 0 ? RowFlag.NOT_COUNTABLE.bit() : 0;
      if (orders) {
        flags += random.nextInt(10) == 0 ? RowFlag.LINKED.bit() : 0;
        flags += random.nextInt(4) == 0 ? RowFlag.ALONE.bit() : 0;
      }
      rows.add(
          new Row(
              key,
              micros,
              random.nextInt(-50, 500),
              flags,
              2L * random.nextInt(5_000),
              margins ? random.nextInt(100) : 0));
    }
    return rows;
  }

  /** The same by maps and loops, a ticket at a time. */
  private static Map<Long, Customer> reference(List<Row> rows, boolean orders) {
    Map<Long, Map<String, List<Row>>> tickets = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      boolean alone = !orders || (row.flags & RowFlag.ALONE.bit()) != 0;
      String ticket = alone ? "row " + i : row.order + (row.micros >= CUTOFF ? " later" : "");
      tickets
          .computeIfAbsent(row.key, key -> new HashMap<>())
          .computeIfAbsent(ticket, key -> new ArrayList<>())
          .add(row);
    }
    Map<Long, Customer> customers = new HashMap<>();
    tickets.forEach(
        (key, lines) -> {
          boolean seen = lines.values().stream().anyMatch(one -> one.get(0).micros < CUTOFF);
          if (seen) {
            customers.put(key, customer(lines.values()));
          }
        });
    return customers;
  }

  private static boolean has(Row row, RowFlag flag) {
    return (row.flags & flag.bit()) != 0;
  }

  private static Customer customer(Iterable<List<Row>> tickets) {
    List<Ticket> kept = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (List<Row> lines : tickets) {
      boolean alone = lines.size() == 1 && has(lines.get(0), RowFlag.ALONE);
      List<Row> uncounted =
          lines.stream()
              .filter(row -> has(row, RowFlag.NOT_COUNTABLE))
              .filter(row -> alone || !has(row, RowFlag.LINKED))
              .toList();
      List<Row> counted = lines.stream().filter(row -> !uncounted.contains(row)).toList();
      List<Row> own = counted.stream().filter(row -> alone || !has(row, RowFlag.LINKED)).toList();
      List<Row> timed = own.isEmpty() ? lines : own;
      long micros = timed.stream().mapToLong(Row::micros).min().orElseThrow();
      boolean countable = uncounted.isEmpty() || counted.stream().anyMatch(row -> row.amount > 0);
      long net = counted.stream().mapToLong(Row::amount).sum();
      long amount = uncounted.isEmpty() ? net : Math.max(0, net);
      if (micros < CUTOFF && countable) {
        kept.add(
            new Ticket(
                (int) Math.floorDiv(micros, DAY),
                amount,
                counted.stream().mapToLong(Row::margin).sum()));
        if (amount > 0) {
          first = Math.min(first, micros);
          last = Math.max(last, micros);
        }
      }
    }
    Collections.sort(kept);
    return new Customer(kept, first, last);
  }
}
