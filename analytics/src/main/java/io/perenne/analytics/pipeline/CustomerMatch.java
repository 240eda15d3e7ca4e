// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.ingest.column.IdentityMatch;

/**
 * How the customers of transactions and those of the CRM meet.
 *
 * @param buyers how many customers the transactions have
 * @param crm how many the CRM has
 * @param ids how many of the fewer of them the other side knows
 * @param buyer an id of the transactions that the CRM does not have; empty if there is none
 * @param stranger an id of the CRM that the transactions do not have; empty if there is none
 */
public record CustomerMatch(
    long buyers, long crm, IdentityMatch ids, String buyer, String stranger) {

  /** Returns the customers on both sides. */
  public long found() {
    return ids.found();
  }

  /** Returns their share of the side that has fewer; 1 if a side has none. */
  public double share() {
    return ids.ids() == 0 ? 1 : (double) found() / ids.ids();
  }
}
