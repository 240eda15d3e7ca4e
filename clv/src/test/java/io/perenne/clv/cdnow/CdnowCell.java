// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cdnow;

import io.perenne.clv.history.PurchaseHistory;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Customers with the same history.
 *
 * @param repeats purchase days after the first
 * @param recency days from the first purchase to the last
 * @param age days from the first purchase to the end of the observation
 * @param gapProduct the product of the gaps between purchases in days; 0 if not known
 * @param paidRepeats how many of the repeats cost something
 * @param repeatCents what all repeats cost, of one customer (of all of them in 78 weeks)
 * @param later purchase days after the cut
 * @param laterCents what they cost
 * @param customers how many there are
 */
public record CdnowCell(
    int repeats,
    int recency,
    int age,
    BigInteger gapProduct,
    int paidRepeats,
    int repeatCents,
    int later,
    int laterCents,
    int customers) {

  /** No table depends on it: repeat purchases alone are compared. */
  private static final double FIRST_VALUE = 35;

  static CdnowCell of(CountFile.Row row) {
    return new CdnowCell(
        row.integer("repeats"),
        row.integer("recency"),
        row.integer("age"),
        row.has("gap_product") ? new BigInteger(row.text("gap_product")) : BigInteger.ZERO,
        row.has("paid_repeats") ? row.integer("paid_repeats") : 0,
        row.has("repeat_cents") ? row.integer("repeat_cents") : 0,
        row.has("later") ? row.integer("later") : 0,
        row.has("later_cents") ? row.integer("later_cents") : 0,
        row.integer("customers"));
  }

  /** Returns the history of one of them, in units of so many days. */
  public PurchaseHistory history(double unit) {
    double logGaps =
        gapProduct.signum() == 0
            ? 0
            : Math.log(gapProduct.doubleValue()) - repeats * Math.log(unit);
    return new PurchaseHistory(repeats, recency / unit, age / unit, logGaps);
  }

  /** Returns days of purchases that have this history, and as many after the cut, by epoch day. */
  int[] days() {
    int cut = Math.toIntExact(Cdnow.CUT.toEpochDay());
    int[] days = new int[1 + repeats + later];
    days[0] = cut - age;
    int[] gaps = gapProduct.signum() == 0 ? evenGaps() : Gaps.of(repeats, recency, gapProduct);
    for (int i = 1; i <= repeats; i++) {
      days[i] = days[i - 1] + gaps[i - 1];
    }
    for (int i = 1; i <= later; i++) {
      days[repeats + i] = cut + i * Cdnow.HORIZON_DAYS / later;
    }
    return days;
  }

  private int[] evenGaps() {
    int[] gaps = new int[repeats];
    for (int i = 0; i < repeats; i++) {
      gaps[i] = (i + 1) * recency / repeats - i * recency / repeats;
    }
    return gaps;
  }

  double[] values() {
    double[] values = new double[1 + repeats + later];
    values[0] = FIRST_VALUE;
    Arrays.fill(values, 1, 1 + paidRepeats, repeatCents / 100.0 / paidRepeats);
    Arrays.fill(values, 1 + repeats, values.length, laterCents / 100.0 / later);
    return values;
  }
}
