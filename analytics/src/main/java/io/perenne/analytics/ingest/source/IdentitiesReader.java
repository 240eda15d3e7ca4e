// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.ColumnRecogniser;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.column.Vocabulary;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens a table that says which customer ids are one person: a row for each id that is not the
 * person's own. Two people made one by mistake would falsify both, so a faulty table is refused,
 * not skipped.
 */
public final class IdentitiesReader {
  private static final Vocabulary VOCABULARY = Vocabulary.load("identity_columns.txt");

  private IdentitiesReader() {}

  /**
   * Describes a table of identities.
   *
   * @param probe what answers questions about the whole file
   * @param path one file
   * @param workDirectory an existing folder for a copy, should a scan not be able to read the file
   * @throws InputException if it has no columns of a customer and a person
   */
  public static IdentitiesFile open(
      TableProbe probe, Path path, ReadOptions options, Path workDirectory) {
    TableFile table = new TableOpener(options).openAlone(probe, path, VOCABULARY, workDirectory);
    Map<String, FieldMapping> fields = new HashMap<>();
    new ColumnRecogniser(
            table.path(), table.sample(), VOCABULARY, ColumnMapping.none(), options.nullTexts())
        .recognise()
        .forEach(mapping -> fields.put(mapping.field(), mapping));
    FieldMapping customer = fields.get("customer");
    FieldMapping person = fields.get("person");
    if (customer == null || person == null) {
      throw InputException.of(
          table.path(),
          Texts.message("problem.identities.none", String.join(", ", table.sample().names())));
    }
    return new IdentitiesFile(table, customer, person, options.nullTexts());
  }
}
