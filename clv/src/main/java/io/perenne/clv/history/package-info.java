// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a customer: the statistics that are sufficient for the models, one customer at a
 * time ({@link io.perenne.clv.history.PurchaseHistory}, {@link
 * io.perenne.clv.history.SpendHistory}) or as the distinct cells of a whole base ({@link
 * io.perenne.clv.history.HistoryCells}, {@link io.perenne.clv.history.SpendCells}).
 */
@NullMarked
package io.perenne.clv.history;

import org.jspecify.annotations.NullMarked;
