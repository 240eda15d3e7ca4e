// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.forecast;

import java.util.concurrent.atomic.AtomicLong;

/** How many numbers may still be kept. */
final class GridBudget {
  private final AtomicLong left;

  GridBudget(long numbers) {
    left = new AtomicLong(numbers);
  }

  /** Returns whether these many may be kept, and counts them if so. */
  boolean take(long numbers) {
    if (left.addAndGet(-numbers) >= 0) {
      return true;
    }
    left.addAndGet(numbers);
    return false;
  }
}
