// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import io.perenne.analytics.ingest.meaning.StatusClass;
import io.perenne.analytics.ingest.meaning.StatusVocabulary;
import java.util.List;
import java.util.Map;

/**
 * What the statuses of a format mean.
 *
 * @param columns the columns that have a say: a row counts if none of them is against it
 * @param words words that mean something else here than elsewhere, or are known here alone
 * @param filled columns that, where they have a value, take the row out: a reason for rejection
 */
public record StatusRules(
    List<String> columns, Map<String, StatusClass> words, List<String> filled) {

  /** A format without statuses: every row counts. */
  public static final StatusRules NONE = new StatusRules(List.of(), Map.of(), List.of());

  public StatusRules {
    columns = List.copyOf(columns);
    words = Map.copyOf(words);
    filled = List.copyOf(filled);
  }

  /** The words of this format first, the usual ones after them. */
  public StatusVocabulary vocabulary() {
    return StatusVocabulary.usual().with(words);
  }
}
