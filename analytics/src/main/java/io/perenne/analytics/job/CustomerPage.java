// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some customers of a run.
 *
 * @param rows their values by column of the contract file; an absent value is empty text
 * @param next the key of the page after this one; empty after the last
 */
public record CustomerPage(List<Map<String, String>> rows, Optional<String> next) {
  /** Copies the list. */
  public CustomerPage {
    rows = List.copyOf(rows);
  }
}
