// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.text.TableFile;
import java.util.List;
import java.util.Optional;

/**
 * A table that says which customer ids are one person, described and ready to be read.
 *
 * @param table the file
 * @param customer the column of an id that is a person's, beside others
 * @param person the column of the id that stands for the person
 * @param nullTexts texts that mean nothing
 */
public record IdentitiesFile(
    TableFile table, FieldMapping customer, FieldMapping person, List<String> nullTexts) {
  /** Copies the list. */
  public IdentitiesFile {
    nullTexts = List.copyOf(nullTexts);
  }

  /** Returns what was found out about the file. */
  public InputFile describe() {
    return InputFile.of(table, List.of(customer, person), Optional.empty());
  }
}
