// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.clv.words.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something that may stand in a text.
 *
 * @param name as it stands between braces, such as {@code offer.until}
 * @param source where its value comes from
 * @param isOptional whether it may be missing, so that it stands only inside its own section
 * @param meanings what it is, in both languages
 * @param fields the names within a row, if it is a list; else empty
 * @param samples a value in each language; empty if it is a list
 * @param rows rows of a list, each with a value of each field in each language; else empty
 */
public record Variable(
    String name,
    Source source,
    boolean isOptional,
    Map<Language, String> meanings,
    Set<String> fields,
    Map<Language, String> samples,
    List<Map<String, Map<Language, String>>> rows) {
  /** Makes it immutable. */
  public Variable {
    meanings = Map.copyOf(meanings);
    fields = Set.copyOf(fields);
    samples = Map.copyOf(samples);
    rows = List.copyOf(rows);
  }

  /** Returns whether a section repeats its text for each of its rows. */
  public boolean isList() {
    return !fields.isEmpty();
  }
}
