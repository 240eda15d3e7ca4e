// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.ResidualValuation;
import java.util.Optional;

/**
 * How money becomes lifetime value: {@code max(0, historic) + residual}, where residual value is
 * that of the valuation at the prices of today, times the share that is kept after refunds and the
 * factor of the customer's state.
 *
 * @param valuation the value still to come, in revenue
 * @param refunds what will be given back of it
 * @param margins whether historic value is the margin of the tickets instead of their money
 * @param historicFactor what historic money is multiplied by; 1, or the margin rate
 * @param residualFactor what residual revenue is multiplied by; 1, or the margin rate
 * @param prices how dear purchases were
 * @param states by how much customers in one state bring less, or more; absent if that is unknown
 */
public record ValueBasis(
    ResidualValuation valuation,
    RefundShare refunds,
    boolean margins,
    double historicFactor,
    double residualFactor,
    PriceLevel prices,
    Optional<StateCalibration> states) {

  /** Makes a basis at prices that never changed, for customers alike in all states. */
  public ValueBasis(
      ResidualValuation valuation,
      RefundShare refunds,
      boolean margins,
      double historicFactor,
      double residualFactor) {
    this(
        valuation,
        refunds,
        margins,
        historicFactor,
        residualFactor,
        PriceLevel.constant(),
        Optional.empty());
  }

  /** Returns this basis at other prices. */
  public ValueBasis withPrices(PriceLevel others) {
    return new ValueBasis(
        valuation, refunds, margins, historicFactor, residualFactor, others, states);
  }

  /** Returns this basis with factors of the customers' states. */
  public ValueBasis withStates(StateCalibration calibration) {
    return new ValueBasis(
        valuation,
        refunds,
        margins,
        historicFactor,
        residualFactor,
        prices,
        Optional.of(calibration));
  }
}
