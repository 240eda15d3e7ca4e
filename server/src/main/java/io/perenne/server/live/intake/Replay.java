// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.server.storage.Events;
import io.perenne.server.storage.Quarantine;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.util.ArrayList;
import java.util.List;

/** Takes again what was kept aside, after whatever was wrong has been mended. */
public final class Replay {
  private static final int TOGETHER = 200;

  private final Store store;
  private final Intake intake;

  /** Makes a replay of what a store has kept aside. */
  public Replay(Store store, Intake intake) {
    this.store = store;
    this.intake = intake;
  }

  /** Takes everything again; returns how many messages have become events. */
  public int all() {
    int taken = 0;
    long after = 0;
    while (true) {
      long from = after;
      List<Quarantine.Kept> some = store.read(in -> new Quarantine(in).after(from, TOGETHER));
      if (some.isEmpty()) {
        return taken;
      }
      taken += store.<Integer>write(in -> take(in, some));
      after = some.get(some.size() - 1).id();
    }
  }

  private int take(Transaction in, List<Quarantine.Kept> some) {
    List<Events.Stored> events = new ArrayList<>();
    List<Quarantine.Kept> gone = new ArrayList<>();
    for (Quarantine.Kept each : some) {
      if (intake.again(each) instanceof Arrival.Good good) {
        events.add(good.event());
        gone.add(each);
      }
    }
    new Events(in).add(events);
    new Quarantine(in).remove(gone);
    return events.size();
  }
}
