// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

/**
 * Some customers with their scores, as rows of a table, and the sums of their scores.
 *
 * @param rows the rows
 * @param customers how many
 * @param alive the sum of their probabilities of still being customers
 * @param purchases their expected purchases
 * @param revenue their expected revenue
 */
record ScoredBatch(
    Table.Block rows, int customers, double alive, double purchases, double revenue) {}
