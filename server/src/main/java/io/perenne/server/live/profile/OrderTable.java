// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Orders;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.Seen;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.People;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The orders that events have told, as tables that a run reads. */
public final class OrderTable {
  /** The name of the table of orders. */
  public static final String ORDERS = "orders.csv";

  /** The name of the table of orders of which something was given back. */
  public static final String GIVEN_BACK = "given-back.csv";

  /** So long somebody waits for events that wait to become part of a profile, if none becomes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** So long at most. */
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(10);

  private static final long LOOK_MILLIS = 50;
  private static final int TOGETHER = 2_000;
  private static final int DIGITS = 4;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final Store store;
  private final IdentityRules rules;
  private final Duration patience;

  /** Takes the orders of the people of a store. */
  public OrderTable(Store store, IdentityRules rules) {
    this(store, rules, PATIENCE);
  }

  OrderTable(Store store, IdentityRules rules, Duration patience) {
    this.store = store;
    this.rules = rules;
    this.patience = patience;
  }

  /**
   * Which orders are wanted.
   *
   * @param end the first instant after the reference date
   * @param zone the time zone of the tenant
   * @param currency the reporting currency
   * @param rates whether orders in other currencies can be converted
   */
  public record Wanted(Instant end, ZoneId zone, String currency, boolean rates) {}

  /**
   * What was written, and what was left out.
   *
   * @param orders how many rows were written
   * @param position events that were kept after the one of this place are not in them
   * @param waiting events up to the last that was kept which were part of no profile yet
   * @param unsettled orders that came after the first of those, and were left out
   * @param withoutCustomer orders of whom nothing was given to one person alone
   * @param otherCurrency orders in another currency, without rates
   * @param nothingLeft orders that were cancelled or paid back in full
   * @param later orders that were placed after the reference date
   */
  public record Written(
      long orders,
      long position,
      long waiting,
      long unsettled,
      long withoutCustomer,
      long otherCurrency,
      long nothingLeft,
      long later) {}

  /**
   * Writes the orders as of the end of a reference date, net of refunds and cancellations. Each is
   * of the customer of the first identifier that was given to one person alone; {@link PersonIds}
   * tells which other ones files may have in its place. All are those of one instant, whatever is
   * joined or taken apart meanwhile, and all events that had been kept when it began are in them:
   * it waits for those that are on their way into a profile, and tells how many it did not wait
   * for.
   *
   * @param folder where the two tables are written
   */
  public Written write(Path folder, Wanted wanted) {
    long last = store.afterWriters("events", in -> new Events(in).newest());
    await(last);
    return store.snapshot(in -> write(in, folder, wanted, last));
  }

  /** Waits until the events up to a place are part of profiles, as long as some become it. */
  private void await(long last) {
    long start = System.nanoTime();
    long moved = start;
    long first = Long.MIN_VALUE;
    while (System.nanoTime() - moved < patience.toNanos()
        && System.nanoTime() - start < MOST_PATIENCE.toNanos()) {
      long oldest = store.read(in -> new Events(in).oldestWaiting()).orElse(Long.MAX_VALUE);
      if (oldest > last) {
        return;
      }
      if (oldest != first) {
        first = oldest;
        moved = System.nanoTime();
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return; // the run is asked to end, which it finds out by itself
      }
    }
  }

  private Written write(Transaction in, Path folder, Wanted wanted, long last) {
    Events events = new Events(in);
    long position = Math.min(last, events.oldestWaiting().orElse(Long.MAX_VALUE) - 1);
    Tally tally = new Tally(wanted, Seen.upTo(Instant.MAX, position));
    People people = new People(in);
    try (BufferedWriter orders = Files.newBufferedWriter(folder.resolve(ORDERS));
        BufferedWriter givenBack = Files.newBufferedWriter(folder.resolve(GIVEN_BACK))) {
      orders.write(
          "customer,time,amount,order,margin" + (wanted.rates() ? ",currency" : "") + "\n");
      givenBack.write("order,bought,given_back\n");
      List<People.Kept> some = people.profilesAfter("", TOGETHER);
      while (!some.isEmpty()) {
        for (People.Kept each : some) {
          Orders told = ProfileState.of(Json.own(each.state())).orders();
          if (!told.isEmpty()) {
            tally.write(orders, givenBack, customer(in, each.id()), told);
          }
        }
        some = people.profilesAfter(some.get(some.size() - 1).id(), TOGETHER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tally.written(position, events.countWaiting(last));
  }

  private Optional<String> customer(Transaction in, String profile) {
    return identifiers(in, profile).stream().findFirst().map(Identifier::value);
  }

  private List<Identifier> identifiers(Transaction in, String profile) {
    return rules.strong(
        new People(in)
            .identifiersOf(profile).stream()
                .map(each -> new Identifier(each.type(), each.value()))
                .toList());
  }

  /** Writes orders and counts those that it leaves out. */
  private static final class Tally {
    private final Wanted wanted;
    private final Seen seen;
    private long written;
    private long unsettled;
    private long withoutCustomer;
    private long otherCurrency;
    private long nothingLeft;
    private long later;

    Tally(Wanted wanted, Seen seen) {
      this.wanted = wanted;
      this.seen = seen;
    }

    void write(
        BufferedWriter out, BufferedWriter givenBack, Optional<String> customer, Orders orders)
        throws IOException {
      Instant end = wanted.end().minusMillis(1);
      List<Orders.Order> until = orders.asOf(end, seen);
      later += orders.asOf(Instant.MAX, seen).size() - until.size();
      unsettled += orders.asOf(end).stream().filter(each -> !until.contains(each)).count();
      for (Orders.Order order : until) {
        if (order.known() && order.refunded() > 0) {
          givenBack.write(
              String.join(",", Cell.of(order.id()), money(order.bought()), money(order.refunded()))
                  + "\n");
        }
        if (order.net() == 0) {
          nothingLeft++;
        } else if (isForeign(order) && !wanted.rates()) {
          otherCurrency++;
        } else if (customer.isEmpty()) {
          withoutCustomer++;
        } else {
          written++;
          out.write(row(customer.get(), order));
        }
      }
    }

    private boolean isForeign(Orders.Order order) {
      return !order.currency().isEmpty() && !order.currency().equals(wanted.currency());
    }

    private String row(String customer, Orders.Order order) {
      String row =
          String.join(
              ",",
              Cell.of(customer),
              TIME.format(LocalDateTime.ofInstant(order.placed(), wanted.zone())),
              money(order.net()),
              Cell.of(order.id()),
              margin(order));
      return row + (wanted.rates() ? "," + Cell.of(order.currency()) : "") + "\n";
    }

    /** What is left of the margin when some of the order is paid back; empty if nobody told. */
    private static String margin(Orders.Order order) {
      boolean told = order.known() && order.cost() >= 0 && order.bought() > 0;
      return told
          ? money(
              Math.round((double) (order.bought() - order.cost()) * order.net() / order.bought()))
          : "";
    }

    private static String money(long units) {
      return BigDecimal.valueOf(units, DIGITS).toPlainString();
    }

    Written written(long position, long waiting) {
      return new Written(
          written,
          position,
          waiting,
          unsettled,
          withoutCustomer,
          otherCurrency,
          nothingLeft,
          later);
    }
  }
}
