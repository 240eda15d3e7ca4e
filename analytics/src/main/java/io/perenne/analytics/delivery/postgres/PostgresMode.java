// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.postgres;

import java.util.Locale;

/** How the rows of a run become those of a table. */
public enum PostgresMode {
  /** Rows are added and changed by the key; rows of customers who are gone stay. */
  UPSERT,

  /**
   * A new table takes the place of the old one at once; readers see the one or the other. A table
   * to which others have added something, such as policies or indexes, is emptied and filled in
   * place instead, in one transaction.
   */
  SWAP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
