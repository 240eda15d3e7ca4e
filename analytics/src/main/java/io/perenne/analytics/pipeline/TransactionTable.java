// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * Transactions ready to be summarized: nothing has been read in full yet.
 *
 * @param sql a query that yields {@code file, customer, time, amount, "order", status, margin,
 *     refund_of, bad}, one row per input row
 * @param rules which rows count
 * @param orders whether rows have order ids
 * @param statuses whether rows have a status
 * @param linkedRefunds whether refunds name the order they belong to
 * @param files how many files there are
 * @param estimatedRows about how many rows there are
 * @param cheapToRescan whether reading twice is cheaper than writing once and reading back
 */
public record TransactionTable(
    String sql,
    TicketRules rules,
    boolean orders,
    boolean statuses,
    boolean linkedRefunds,
    int files,
    long estimatedRows,
    boolean cheapToRescan) {}
