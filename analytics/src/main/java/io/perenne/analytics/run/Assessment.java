// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.pipeline.BaseSummary;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.clv.segment.Calibration;
import io.perenne.clv.spend.RefundShare;

/**
 * A customer base valued and segmented as of a date.
 *
 * @param segments the result
 * @param base the base as a whole
 * @param foresight how the future was valued
 * @param calibration the thresholds and where they come from
 * @param margin what part of money is margin
 * @param refunds what will be given back of money to come
 */
record Assessment(
    SegmentTable segments,
    BaseSummary base,
    Foresight foresight,
    Calibration calibration,
    MarginRate margin,
    RefundShare refunds) {}
