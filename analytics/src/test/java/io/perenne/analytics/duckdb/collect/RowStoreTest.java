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

    Map<Long, Customer> found = store(rows, new RowLayout(orders, margins), expectedRows, load);

    assertThat(found).isEqualTo(reference(rows, orders));
  }

  @Test
  void rows_moreThanMemoryHolds_goToAFileThatIsGoneInTheEnd() throws Exception {
    Path file = folder.resolve("rows");
    int rows = 4_000_000;
    Keeper keeper = new Keeper();
    long sum = 0;
    int customers = 0;
    try (RowStore store = new RowStore(new RowLayout(false, false), rows, 2, file)) {
      RowWriter writer = store.borrow();
      for (int i = 0; i < rows; i++) {
        writer.add(i % 50_000, (i % 300) * DAY, i, 0, 0, 0);
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
        new RowStore(new RowLayout(false, false), 1_000_000, 4, folder.resolve("rows"))) {
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
    try (RowStore store = new RowStore(new RowLayout(true, false), 1, 1, folder.resolve("rows"))) {
      RowWriter writer = store.borrow();
      writer.add(1, CUTOFF, 5, 0, 10, 0);
      writer.add(1, CUTOFF + 7, 5, 0, 10, 0);
      writer.add(2, 0, 5, RowFlag.NOT_COUNTABLE.bit() + RowFlag.ALONE.bit(), 0, 0);
      writer.add(3, 0, 5, RowFlag.ALONE.bit(), 0, 0);
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
    writer.add(row.key, row.micros, row.amount, row.flags, row.order, row.margin);
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

  private static Customer customer(Iterable<List<Row>> tickets) {
    List<Ticket> kept = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (List<Row> lines : tickets) {
      List<Row> own =
          lines.size() == 1 && (lines.get(0).flags & RowFlag.ALONE.bit()) != 0
              ? lines
              : lines.stream().filter(row -> (row.flags & RowFlag.LINKED.bit()) == 0).toList();
      List<Row> timed = own.isEmpty() ? lines : own;
      long micros = timed.stream().mapToLong(Row::micros).min().orElseThrow();
      boolean countable =
          own.stream().allMatch(row -> (row.flags & RowFlag.NOT_COUNTABLE.bit()) == 0);
      long amount = lines.stream().mapToLong(Row::amount).sum();
      if (micros < CUTOFF && countable) {
        kept.add(
            new Ticket(
                (int) Math.floorDiv(micros, DAY),
                amount,
                lines.stream().mapToLong(Row::margin).sum()));
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
