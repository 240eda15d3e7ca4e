// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** The runs that somebody wants to keep: they are not deleted before they are let go. */
public final class PinnedRuns {
  private static final String NAME = "runs.pinned";

  private PinnedRuns() {}

  /** Returns their ids. */
  public static Set<String> of(Store store) {
    return store.read(PinnedRuns::in);
  }

  private static Set<String> in(Transaction in) {
    Set<String> ids = new TreeSet<>();
    new Settings(in)
        .find(NAME)
        .ifPresent(text -> text.lines().filter(id -> !id.isEmpty()).forEach(ids::add));
    return ids;
  }

  /** Pins a run, or lets it go; returns whether that changed anything. */
  public static boolean set(Transaction in, String run, boolean pinned, Instant now) {
    Set<String> ids = in(in);
    boolean changed = pinned ? ids.add(run) : ids.remove(run);
    if (changed) {
      new Settings(in).put(NAME, String.join("\n", ids), now);
    }
    return changed;
  }
}
