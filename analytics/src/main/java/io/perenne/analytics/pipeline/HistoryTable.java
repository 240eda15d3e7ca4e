// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.home.RowCounts;
import io.perenne.clv.history.ObservationPeriod;

/**
 * One purchase history per customer seen up to the reference date.
 *
 * @param name the engine's name of the table
 * @param period what the histories were observed over
 * @param counts what became of the rows
 * @param rules which rows counted, and how
 */
public record HistoryTable(
    String name, ObservationPeriod period, RowCounts counts, TicketRules rules) {}
