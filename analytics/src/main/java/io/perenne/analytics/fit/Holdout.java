// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

/**
 * What the calibrated customers did afterwards, beside what was expected of them.
 *
 * @param days length of the time after the calibration
 * @param customers customers calibrated
 * @param actual purchases they made
 * @param expected purchases expected of them
 * @param bias expected / actual - 1
 * @param meanAbsoluteError per customer
 * @param rootMeanSquaredError per customer
 * @param logScore the mean of -ln P(actual purchases); lower is better
 */
public record Holdout(
    int days,
    long customers,
    long actual,
    double expected,
    double bias,
    double meanAbsoluteError,
    double rootMeanSquaredError,
    double logScore) {}
