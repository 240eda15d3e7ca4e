// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.outlook.StateFactors;
import io.perenne.clv.segment.SegmentRules;

/**
 * By how much customers in one activity state bring less, or more, than a model says.
 *
 * @param factors the factors
 * @param rules in which state a customer is
 */
public record StateCalibration(StateFactors.Applied factors, SegmentRules rules) {}
