// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.engage.profile.Orders;
import io.perenne.engage.profile.ProfileState;
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

/** The orders that events have told, as a table that a run reads. */
public final class OrderTable {
  /** What was received later than this before now may still be on its way into a profile. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  private static final int TOGETHER = 2_000;
  private static final int DIGITS = 4;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final Store store;
  private final IdentityRules rules;

  /** Takes the orders of the people of a store. */
  public OrderTable(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
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
   * @param seenUntil events that were received later are not in them
   * @param withoutCustomer orders of whom nothing was given to one person alone
   * @param otherCurrency orders in another currency, without rates
   * @param nothingLeft orders that were cancelled or paid back in full
   * @param later orders that were placed after the reference date
   */
  public record Written(
      long orders,
      Instant seenUntil,
      long withoutCustomer,
      long otherCurrency,
      long nothingLeft,
      long later) {}

  /**
   * Writes the orders as of the end of a reference date, net of refunds and cancellations. Each is
   * of the customer of the first identifier that was given to one person alone; {@link PersonIds}
   * tells which other ones files may have in its place.
   *
   * @param now the instant of the run; events of the last seconds before it are left to the next
   */
  public Written write(Path file, Wanted wanted, Instant now) {
    Instant seen = seenUntil(now);
    Tally tally = new Tally(wanted, seen);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("customer,time,amount,order,margin" + (wanted.rates() ? ",currency" : "") + "\n");
      List<People.Kept> some = after("");
      while (!some.isEmpty()) {
        for (People.Kept each : some) {
          Orders orders = ProfileState.of(Json.own(each.state())).orders();
          if (!orders.isEmpty()) {
            tally.write(out, customer(each.id()), orders);
          }
        }
        some = after(some.get(some.size() - 1).id());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tally.written();
  }

  /** Up to here every event is part of a profile. */
  private Instant seenUntil(Instant now) {
    Instant settled = now.minus(ON_ITS_WAY);
    return store.read(in -> new Events(in).waiting(1)).stream()
        .map(oldest -> oldest.received().minusMillis(1))
        .filter(before -> before.isBefore(settled))
        .findFirst()
        .orElse(settled);
  }

  private List<People.Kept> after(String profile) {
    return store.read(in -> new People(in).profilesAfter(profile, TOGETHER));
  }

  private Optional<String> customer(String profile) {
    return store.read(in -> identifiers(in, profile)).stream().findFirst().map(Identifier::value);
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
    private final Instant seen;
    private long written;
    private long withoutCustomer;
    private long otherCurrency;
    private long nothingLeft;
    private long later;

    Tally(Wanted wanted, Instant seen) {
      this.wanted = wanted;
      this.seen = seen;
    }

    void write(BufferedWriter out, Optional<String> customer, Orders orders) throws IOException {
      List<Orders.Order> until = orders.asOf(wanted.end().minusMillis(1), seen);
      later += orders.asOf(Instant.MAX, seen).size() - until.size();
      for (Orders.Order order : until) {
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
              quoted(customer),
              TIME.format(LocalDateTime.ofInstant(order.placed(), wanted.zone())),
              money(order.net()),
              quoted(order.id()),
              margin(order));
      return row + (wanted.rates() ? "," + quoted(order.currency()) : "") + "\n";
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

    private static String quoted(String text) {
      return '"' + text.replace("\"", "\"\"") + '"';
    }

    Written written() {
      return new Written(written, seen, withoutCustomer, otherCurrency, nothingLeft, later);
    }
  }
}
