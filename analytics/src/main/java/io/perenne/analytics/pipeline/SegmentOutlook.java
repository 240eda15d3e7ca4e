// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.Segment;

/**
 * What is still to come from the customers of a segment, in the basis of lifetime value.
 *
 * @param segment the segment
 * @param value the sum of their residual values
 * @param chanceVariance the sum of the variances of what each brings
 * @param recent what they brought in the last 360 days, net, in revenue
 */
public record SegmentOutlook(Segment segment, double value, double chanceVariance, double recent) {}
