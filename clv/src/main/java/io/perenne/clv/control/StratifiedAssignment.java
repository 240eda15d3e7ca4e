// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

/**
 * Systematic sampling within one stratum: every \(1/p\)-th customer is control, from a random
 * start.
 *
 * <p>The customers of a stratum that have no arm yet are taken in ascending unsigned order of their
 * hash, then of their id. The customer at position \(c\), counted from 0 over all runs of the
 * epoch, is control if and only if \(\lfloor (c + 1) p + u \rfloor > \lfloor c p + u \rfloor\),
 * where \(u \in [0, 1)\) is the start. So among the first \(n\) customers the number in control is
 * never a whole customer away from \(p n\), however they are split over runs.
 *
 * <p>Immutable: the counter is an argument, so that an engine can number rows and ask in any order.
 */
public final class StratifiedAssignment {
  private final long billionths;
  private final long startBillionths;

  /**
   * @param start \(2^{64} u\), unsigned
   */
  StratifiedAssignment(ControlShare share, long start) {
    billionths = share.billionths();
    /* All in billionths and exact: for a whole number a = c * billionths, floor((a + 1e9 u) / 1e9)
     * equals floor((a + floor(1e9 u)) / 1e9). */
    startBillionths = AssignmentHash.scaled(start, ControlShare.UNIT);
  }

  /**
   * Returns the arm of the customer at a position of this stratum.
   *
   * @param position how many customers of this stratum were assigned before, in this and all
   *     earlier runs of the epoch; 0 to 10¹⁰
   */
  public Arm arm(long position) {
    if (position < 0 || position > 10_000_000_000L) {
      throw new IllegalArgumentException("position is not in [0, 10^10]: " + position);
    }
    return controls(position + 1) > controls(position) ? Arm.CONTROL : Arm.TARGET;
  }

  /** Returns the floor of \(c p + u\). */
  private long controls(long count) {
    return (count * billionths + startBillionths) / ControlShare.UNIT;
  }
}
