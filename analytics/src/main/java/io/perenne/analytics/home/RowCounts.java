// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

/**
 * What became of every input row and of the tickets made of them. No row is dropped without being
 * counted here.
 *
 * @param rows the rows read
 * @param unreadable the rows with a value that could not be read
 * @param withoutRate the rows in a currency for which there is no exchange rate
 * @param anonymous the readable rows without a customer
 * @param superseded the rows of orders that a later file brings again
 * @param excluded the rows of products that are none, as {@code exclude-products} says; 0 in
 *     documents of earlier versions
 * @param tickets the countable tickets up to the reference date
 * @param zeroTickets those of nothing: free samples, orders refunded in full
 * @param refunds those below zero: refunds that no order in the data takes up
 * @param notCountable those whose status does not count
 * @param later those after the reference date
 * @param customers the customers seen up to the reference date
 */
public record RowCounts(
    long rows,
    long unreadable,
    long withoutRate,
    long anonymous,
    long superseded,
    long excluded,
    long tickets,
    long zeroTickets,
    long refunds,
    long notCountable,
    long later,
    long customers) {}
