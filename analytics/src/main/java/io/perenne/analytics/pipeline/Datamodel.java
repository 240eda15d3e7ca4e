// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.RfmRules;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * The datamodel on disk: one row per customer, sorted by id, as Parquet.
 *
 * @param file the file
 * @param rows how many customers the histories and the CRM have; the file must have as many rows
 * @param monetaryUnits the net money of the interval in the histories, in 1/10,000 of the currency
 * @param segments what it was made from
 * @param publication what else went into it
 * @param unlinkedRefunds whether some money went back on its own date
 * @param rfm the cuts of the RFM digits
 */
public record Datamodel(
    Path file,
    long rows,
    BigDecimal monetaryUnits,
    SegmentTable segments,
    Publication publication,
    boolean unlinkedRefunds,
    RfmRules rfm) {}
