// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The order of the main job as types: {@code read → TransactionTable}, {@code summarize →
 * HistoryTable}, {@code value → ValueTable}, {@code segment → SegmentTable}, {@code publish}. What
 * a stage needs it takes as an argument, so that no stage can run before the one it stands on.
 */
@NullMarked
package io.perenne.analytics.pipeline;

import org.jspecify.annotations.NullMarked;
