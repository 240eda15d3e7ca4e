// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.words.Message;
import java.util.Map;
import java.util.Optional;

/**
 * How one candidate did at one cut.
 *
 * @param name the candidate
 * @param model the model fitted, which for families has its regularity in its name; empty for a
 *     rule of thumb
 * @param ruleOfThumb whether it is one of the rules shown for comparison
 * @param failure why there is no forecast; empty if there is one
 * @param parameters of the model fitted, times in days
 * @param logLikelihood of what the model has seen
 * @param purchases expectations against what happened; absent after a failure
 * @param revenue the same in money; absent if values are not known
 * @param distribution probabilities against what happened; absent for a rule of thumb
 * @param revenueDistribution probabilities of revenue against what happened; absent for a rule of
 *     thumb, without values, and where no distribution of values could be fitted
 * @param trackingError see {@link Tracking#error()}; absent for a rule of thumb
 */
public record CandidateResult(
    String name,
    String model,
    boolean ruleOfThumb,
    Optional<Message> failure,
    Map<String, Double> parameters,
    double logLikelihood,
    Optional<PointAccuracy> purchases,
    Optional<PointAccuracy> revenue,
    Optional<DistributionAccuracy> distribution,
    Optional<RevenueDistribution> revenueDistribution,
    Optional<Double> trackingError) {}
