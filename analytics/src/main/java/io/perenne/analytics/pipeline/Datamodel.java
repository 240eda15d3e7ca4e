// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.nio.file.Path;

/**
 * The datamodel on disk: one row per customer, sorted by id, as Parquet.
 *
 * @param file the file
 * @param rows how many customers there are; the file must have as many rows
 * @param segments what it was made from
 * @param publication what else went into it
 * @param unlinkedRefunds whether some money went back on its own date
 */
public record Datamodel(
    Path file,
    long rows,
    SegmentTable segments,
    Publication publication,
    boolean unlinkedRefunds) {}
