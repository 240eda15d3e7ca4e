// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keeps what it is handed, and answers as it is asked to. */
final class MemoryCarrier implements Carrier {
  private final boolean once;
  private final List<Parcel> taken = new ArrayList<>();
  private volatile Function<Parcel, Outcome> answer = parcel -> new Outcome.Left();

  MemoryCarrier(boolean once) {
    this.once = once;
  }

  void answers(Function<Parcel, Outcome> outcome) {
    answer = outcome;
  }

  @Override
  public boolean takesOnce() {
    return once;
  }

  @Override
  public int together() {
    return 1;
  }

  @Override
  public List<Outcome> carry(List<Parcel> parcels) {
    return parcels.stream().map(this::carry).toList();
  }

  private Outcome carry(Parcel parcel) {
    synchronized (taken) {
      taken.add(parcel);
    }
    return answer.apply(parcel);
  }

  List<Parcel> taken() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  @Override
  public void close() {
    // nothing is open
  }
}
