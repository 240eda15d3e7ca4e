// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.perenne.server.live.intake.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came since the server was started. */
public final class Counts {
  /** Why a request was not taken. */
  public enum Refusal {
    /** Its key is unknown, or its source is not in use. */
    KEY,
    /** It cannot be read. */
    FORM,
    /** Too much came at once. */
    OVERLOAD,
    /** The store failed. */
    STORE
  }

  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

  /** Makes counts that are all 0. */
  public Counts() {
    for (Outcome each : Outcome.values()) {
      outcomes.put(each, new LongAdder());
    }
    for (Refusal each : Refusal.values()) {
      refusals.put(each, new LongAdder());
    }
  }

  /** Counts what became of messages. */
  public void add(List<Outcome> all) {
    all.forEach(each -> adder(outcomes, each).increment());
  }

  void add(Refusal refusal) {
    adder(refusals, refusal).increment();
  }

  private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
    return adders.computeIfAbsent(key, none -> new LongAdder());
  }

  /** Returns how many messages became this. */
  public long of(Outcome outcome) {
    return adder(outcomes, outcome).sum();
  }

  /** Returns how many requests were not taken for a reason. */
  public long of(Refusal refusal) {
    return adder(refusals, refusal).sum();
  }
}
