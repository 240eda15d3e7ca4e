// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

/**
 * What became of the rows of the CRM. No row is dropped without being counted here.
 *
 * @param rows the rows read, those of broken structure included
 * @param unreadable the rows that could not be read; of one whose consent cannot be read the rest
 *     is used
 * @param unreadableConsents those of them whose consent or its time cannot be read
 * @param withoutId the rows that name no customer
 * @param invalidEmails the rows whose e-mail address is none
 */
public record CustomerCounts(
    long rows, long unreadable, long unreadableConsents, long withoutId, long invalidEmails) {
  /** Returns the share of rows that could not be read. */
  public double unreadableShare() {
    return rows == 0 ? 0 : (double) unreadable / rows;
  }
}
