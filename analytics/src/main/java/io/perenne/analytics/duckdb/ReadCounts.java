// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

/**
 * What became of the rows of a read.
 *
 * @param rows all rows
 * @param unreadable those with a value that could not be read
 * @param anonymous the readable ones without a customer
 * @param superseded those of orders that a later file brings again
 * @param notCountable tickets whose status does not count
 * @param later tickets after the last day asked for
 * @param buyers customers with at least one purchase
 */
public record ReadCounts(
    long rows,
    long unreadable,
    long anonymous,
    long superseded,
    long notCountable,
    long later,
    long buyers) {}
