// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

/** One reading of all numbers: gives a taker to each thread that reads. */
interface QuantilePass {
  /** Returns what one thread gives its numbers to, until the end of the pass. */
  NumberTaker open();
}
