// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every n-th of things that come in order, n growing so that some two hundred are kept. */
final class EvenSample<T> {
  private static final int MOST = 256;

  private List<T> kept = new ArrayList<>();
  private long seen;
  private long step = 1;

  /** Offers the next thing, which is made only if it is kept. */
  void add(Supplier<T> thing) {
    if (seen++ % step != 0) {
      return;
    }
    kept.add(thing.get());
    if (kept.size() == MOST) {
      List<T> half = new ArrayList<>();
      for (int i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept = half;
      step *= 2;
    }
  }

  List<T> kept() {
    return List.copyOf(kept);
  }
}
