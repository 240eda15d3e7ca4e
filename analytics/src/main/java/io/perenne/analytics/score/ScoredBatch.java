// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.table.Table;

/**
 * Some customers with their scores, as rows of a table, and the sums of their scores.
 *
 * @param rows the rows
 * @param sums the sums
 */
record ScoredBatch(Table.Block rows, ScoreSums sums) {}
