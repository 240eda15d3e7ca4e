// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

/** The logarithm of a sum of terms given by their logarithms, without overflow. */
public final class LogSum {

  private double top = Double.NEGATIVE_INFINITY;
  private double sum;

  public void add(double logarithm) {
    if (logarithm > top) {
      sum = top == Double.NEGATIVE_INFINITY ? 0 : sum * Math.exp(top - logarithm);
      top = logarithm;
    }
    if (logarithm > Double.NEGATIVE_INFINITY) {
      sum += Math.exp(logarithm - top);
    }
  }

  public double log() {
    return sum == 0 ? Double.NEGATIVE_INFINITY : top + Math.log(sum);
  }
}
