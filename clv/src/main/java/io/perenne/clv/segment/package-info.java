// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * From values to groups: rhythm, activity state, value band, the eleven segments and the reason for
 * each, the control group, and the checks of a whole run.
 *
 * <p>{@link io.perenne.clv.segment.ThresholdRules} turns the quantiles of a customer base into
 * {@link io.perenne.clv.segment.Thresholds}; {@link io.perenne.clv.segment.SegmentRules} applies
 * them to one customer; {@link io.perenne.clv.segment.Reason} says why in a sentence. Everything is
 * pure and immutable unless its documentation says otherwise.
 */
@NullMarked
package io.perenne.clv.segment;

import org.jspecify.annotations.NullMarked;
