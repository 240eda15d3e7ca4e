// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An outbox in memory, with the side of those who do what is in it. Not safe for many threads. */
public final class InMemoryOutbox implements Outbox {
  private enum State {
    WAITING,
    LEAVING,
    SETTLED
  }

  private record Kept(Order order, State state, Instant due, @Nullable Outcome outcome) {}

  private final Map<String, Kept> all = new LinkedHashMap<>();
  private final Map<String, Kept> open = new LinkedHashMap<>();

  private void keep(Kept kept) {
    all.put(kept.order().key(), kept);
    if (kept.state() == State.SETTLED) {
      open.remove(kept.order().key());
    } else {
      open.put(kept.order().key(), kept);
    }
  }

  @Override
  public void hand(Order order) {
    Kept known = all.get(order.key());
    if (known == null
        || (known.outcome() != null && known.outcome().kind() == Outcome.Kind.WITHDRAWN)) {
      keep(new Kept(order, State.WAITING, order.due(), null));
    }
  }

  @Override
  public boolean withdraw(String key) {
    Kept known = all.get(key);
    if (known == null || known.state() != State.WAITING) {
      return false;
    }
    keep(
        new Kept(
            known.order(), State.SETTLED, known.due(), new Outcome(Outcome.Kind.WITHDRAWN, "")));
    return true;
  }

  @Override
  public Optional<Outcome> outcome(String key) {
    Kept known = all.get(key);
    return known == null ? Optional.empty() : Optional.ofNullable(known.outcome());
  }

  /** Returns the orders that wait and are due, in the order in which they came. */
  public List<Order> due(Instant now) {
    List<Order> due = new ArrayList<>();
    for (Kept each : open.values()) {
      if (each.state() == State.WAITING && !each.due().isAfter(now)) {
        due.add(each.order());
      }
    }
    return due;
  }

  /** Looks at an order again later. */
  public void postpone(String key, Instant until) {
    Kept known = all.get(key);
    if (known != null && known.state() == State.WAITING) {
      keep(new Kept(known.order(), State.WAITING, until, null));
    }
  }

  /** Says that an order is leaving, before it does; false if it may not. */
  public boolean claim(String key) {
    Kept known = all.get(key);
    if (known == null || known.state() != State.WAITING) {
      return false;
    }
    keep(new Kept(known.order(), State.LEAVING, known.due(), null));
    return true;
  }

  /** Says what became of an order that was leaving, or that waits no more. */
  public void settle(String key, Outcome outcome) {
    Kept known = all.get(key);
    if (known != null && known.state() != State.SETTLED) {
      keep(new Kept(known.order(), State.SETTLED, known.due(), outcome));
    }
  }

  /** Returns the orders that were leaving when whoever does them broke down. */
  public List<Order> leaving() {
    return open.values().stream()
        .filter(each -> each.state() == State.LEAVING)
        .map(Kept::order)
        .toList();
  }
}
