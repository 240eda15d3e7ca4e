// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.cohort;

import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.period.Period;
import io.perenne.analytics.pipeline.PurchaseInput;
import io.perenne.analytics.score.HorizonOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to know of which cohorts.
 *
 * @param input the purchases
 * @param lastDay the day up to which they are complete
 * @param by the period whose customers are one cohort
 * @param model the name of the model
 * @param priors whether weak priors steady small data
 * @param horizon how far ahead
 * @param interval the probability of the interval of a customer yet to come
 * @param out where a row for each cohort and age goes
 */
public record CohortRequest(
    PurchaseInput input,
    LastDay lastDay,
    Period by,
    String model,
    boolean priors,
    HorizonOption horizon,
    double interval,
    Optional<Path> out) {}
