// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.List;

/**
 * Columns by which the customers of transactions and CRM would meet.
 *
 * @param mapping what to say with {@code --map}, one {@code FIELD=COLUMN} each
 * @param found how many ids are found that way
 * @param of how many ids were looked for
 */
public record ColumnOffer(List<String> mapping, long found, long of) {
  /** Copies the list. */
  public ColumnOffer {
    mapping = List.copyOf(mapping);
  }

  /** Returns the options to paste. */
  public String option() {
    return "--map "
        + String.join(
            " --map ",
            mapping.stream().map(map -> map.contains(" ") ? '"' + map + '"' : map).toList());
  }
}
