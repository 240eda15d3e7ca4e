// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.value;

import io.perenne.clv.model.PhasedPurchases;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * D(x, T), the expected discounted purchases of a living customer in one phase, read from Chebyshev
 * interpolants in ln(scale + T), one set per x.
 *
 * <p>The panels are fixed by the model alone and filled when first read, so an answer does not
 * depend on what else was asked; two threads that fill one panel at once write the same numbers.
 * Relative error below 1e-11. Beyond {@link #TABULATED} purchases the model is asked directly.
 */
final class PurchaseTable {

  /** Frequencies from here on are rare enough to compute. */
  private static final int TABULATED = 512;

  private static final double PANEL_WIDTH = 0.5;
  private static final int PANELS = 64;
  private static final int NODES = 14;

  private final PhasedPurchases model;
  private final int phase;
  private final double dailyRate;
  private final double horizon;
  private final double scale;
  private final AtomicReferenceArray<double[]> panels;

  PurchaseTable(PhasedPurchases model, int phase, double dailyRate, double horizon) {
    this.model = model;
    this.phase = phase;
    this.dailyRate = dailyRate;
    this.horizon = horizon;
    this.scale = model.ageScale();
    this.panels = new AtomicReferenceArray<>(TABULATED * PANELS);
  }

  double purchases(int frequency, double age) {
    double position = Math.log1p(age / scale) / PANEL_WIDTH;
    int panel = (int) position;
    if (frequency >= TABULATED || panel >= PANELS) {
      return model.discountedTransactionsInPhase(phase, frequency, age, dailyRate, horizon);
    }
    int index = frequency * PANELS + panel;
    double[] coefficients = panels.get(index);
    if (coefficients == null) {
      coefficients = coefficients(frequency, panel);
      panels.set(index, coefficients);
    }
    return sum(coefficients, 2 * (position - panel) - 1);
  }

  /** Interpolates at the roots of the Chebyshev polynomial. */
  private double[] coefficients(int frequency, int panel) {
    double[] values = new double[NODES];
    for (int k = 0; k < NODES; k++) {
      double root = Math.cos(Math.PI * (k + 0.5) / NODES);
      double age = scale * Math.expm1(PANEL_WIDTH * (panel + 0.5 * (root + 1)));
      values[k] = model.discountedTransactionsInPhase(phase, frequency, age, dailyRate, horizon);
    }
    double[] coefficients = new double[NODES];
    for (int j = 0; j < NODES; j++) {
      double sum = 0;
      for (int k = 0; k < NODES; k++) {
        sum += values[k] * Math.cos(Math.PI * j * (k + 0.5) / NODES);
      }
      coefficients[j] = (j == 0 ? 1 : 2) * sum / NODES;
    }
    return coefficients;
  }

  /** Clenshaw's recurrence at t in [-1, 1]. */
  private static double sum(double[] coefficients, double t) {
    double next = 0;
    double afterNext = 0;
    for (int j = NODES - 1; j > 0; j--) {
      double here = coefficients[j] + 2 * t * next - afterNext;
      afterNext = next;
      next = here;
    }
    return coefficients[0] + t * next - afterNext;
  }
}
