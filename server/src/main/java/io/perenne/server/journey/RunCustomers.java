// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerPage;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.control.Arm;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.journey.Customer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The customers of a run beside those of the run before, one after the other. Both are read once,
 * in the order of ids, so that a million customers take as long as reading them.
 */
final class RunCustomers implements AutoCloseable {
  static final String ID = "CustomerId";
  static final String SEGMENT = "ID_CLV_SEGMENT";
  static final String BAND = "ID_CLV_SCORE";
  private static final int PAGE = 5_000;

  private final RunReader reader;
  private final @Nullable RunReader before;
  private final Set<Channel> consents;

  private RunCustomers(RunReader reader, @Nullable RunReader before, Set<Channel> consents) {
    this.reader = reader;
    this.before = before;
    this.consents = consents;
  }

  /**
   * Opens a run.
   *
   * @param idOrPrefix the id of a run, the beginning of one, or {@code latest}
   * @param consents channels by which everybody agreed to be addressed, beside those that the run
   *     tells: e-mail of each customer, and places that wait for the person
   * @throws io.perenne.analytics.InputException if there is no such run
   */
  static RunCustomers open(
      Path home, String idOrPrefix, Resources resources, Set<Channel> consents) {
    RunReader reader = RunReader.open(home, idOrPrefix, resources);
    try {
      @Nullable String previous = reader.run().previousRun();
      boolean isThere = previous != null && RunStore.of(home).ids().contains(previous);
      return new RunCustomers(
          reader,
          isThere && previous != null ? RunReader.open(home, previous, resources) : null,
          consents);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  RunReader reader() {
    return reader;
  }

  RunDocument run() {
    return reader.run();
  }

  /** Returns whether the run before is there: without it nobody is known to have entered. */
  boolean hasBefore() {
    return before != null;
  }

  /** Takes customers. */
  interface Taker {
    /**
     * Takes one.
     *
     * @param before the segment in the run before; empty if there was none
     */
    void take(Customer customer, Optional<Segment> before);
  }

  /** Hands over one customer after the other, in the order of ids. */
  void each(Taker taker) {
    Rows now = new Rows(reader);
    @Nullable Rows then = before == null ? null : new Rows(before);
    @Nullable Map<String, String> earlier = then == null || !then.hasNext() ? null : then.next();
    while (now.hasNext()) {
      Map<String, String> row = now.next();
      String id = Objects.requireNonNull(row.get(ID));
      while (then != null && earlier != null && isBefore(earlier, id)) {
        earlier = then.hasNext() ? then.next() : null;
      }
      boolean same = earlier != null && id.equals(earlier.get(ID));
      Optional<Segment> segment =
          same && earlier != null
              ? Segment.find(earlier.getOrDefault(SEGMENT, ""))
              : Optional.empty();
      taker.take(customer(row, consents), segment);
    }
  }

  private static boolean isBefore(Map<String, String> row, String id) {
    return ByteOrder.compare(Objects.requireNonNull(row.get(ID)), id) < 0;
  }

  /** Returns the customer of a row of the datamodel. */
  static Customer customer(Map<String, String> row, Set<Channel> consents) {
    Set<Channel> agreed = EnumSet.of(Channel.WEB, Channel.STORE);
    agreed.addAll(consents);
    Map<String, String> columns = new HashMap<>(row);
    columns.values().removeIf(String::isEmpty);
    if ("true".equals(columns.get("EMAIL_COMMUNICATIONS"))) {
      agreed.add(Channel.EMAIL);
    }
    return new Customer(
        columns.getOrDefault(ID, ""),
        Situation.Standing.KNOWN,
        Arm.CONTROL.code().equals(columns.get("CG_SEGMENT")),
        false,
        agreed,
        Segment.find(columns.getOrDefault(SEGMENT, "")),
        band(columns.getOrDefault(BAND, "")),
        columns,
        Customer.NO_FACTS);
  }

  private static Optional<ValueBand> band(String id) {
    return id.matches("[1-5]") ? Optional.of(ValueBand.of(Integer.parseInt(id))) : Optional.empty();
  }

  /** The rows of a run, in the order of ids. */
  private static final class Rows implements Iterator<Map<String, String>> {
    private final RunReader reader;
    private List<Map<String, String>> page = List.of();
    private int at;
    private Optional<String> next = Optional.empty();
    private boolean last;

    Rows(RunReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      if (at >= page.size() && !last) {
        CustomerPage more = reader.page(CustomerFilter.ALL, CustomerSort.byId(), next, PAGE);
        page = more.rows();
        next = more.next();
        last = next.isEmpty();
        at = 0;
      }
      return at < page.size();
    }

    @Override
    public Map<String, String> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.get(at++);
    }
  }

  @Override
  public void close() {
    try (reader) {
      if (before != null) {
        before.close();
      }
    }
  }
}
