// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.ResidualValuation;

/**
 * How money becomes lifetime value: {@code max(0, historic) + residual}, where residual value is
 * that of the valuation times the share that is kept after refunds.
 *
 * @param valuation the value still to come, in revenue
 * @param refunds what will be given back of it
 * @param margins whether historic value is the margin of the tickets instead of their money
 * @param historicFactor what historic money is multiplied by; 1, or the margin rate
 * @param residualFactor what residual revenue is multiplied by; 1, or the margin rate
 */
public record ValueBasis(
    ResidualValuation valuation,
    RefundShare refunds,
    boolean margins,
    double historicFactor,
    double residualFactor) {}
