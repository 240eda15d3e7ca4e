// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

/** What is done with the numbers while they are read once. */
interface QuantilePass {
  /** Returns what one thread gives its numbers to, until the end of the pass. */
  NumberTaker open();
}
