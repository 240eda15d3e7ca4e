// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import java.time.LocalDate;

/**
 * What may be known and how far ahead is foretold.
 *
 * @param from the first day seen
 * @param until the last day seen
 * @param horizon days after it
 */
record Window(Shop shop, int from, int until, int horizon) {

  String name() {
    return "%s %s..%s +%d"
        .formatted(shop.name(), LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(until), horizon);
  }

  int days() {
    return until - from + 1;
  }

  /** Returns a cut within the window whose horizon ends with it. */
  Window cutBack(int days) {
    return new Window(shop, from, until - days, days);
  }
}
