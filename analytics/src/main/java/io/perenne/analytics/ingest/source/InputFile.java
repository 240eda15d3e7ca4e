// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.column.FieldMapping;
import io.perenne.analytics.ingest.profile.Profile;
import io.perenne.analytics.ingest.profile.Text;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one input file; for the report and the provenance of a run.
 *
 * @param path where it is, as given; of a workbook with the sheet
 * @param raw the file whose bytes it is made of
 * @param format its kind
 * @param dialect how it is written, for delimited text only
 * @param bytes the size of the raw file
 * @param tableBytes the size of the file with the table
 * @param mapping the column of each field found in it
 * @param ignored the columns that are not read
 * @param profile the title of the export format that it is read as
 */
public record InputFile(
    Path path,
    Path raw,
    FileFormat format,
    @Nullable CsvFormat dialect,
    long bytes,
    long tableBytes,
    List<FieldMapping> mapping,
    List<String> ignored,
    Optional<Text> profile) {
  public InputFile {
    mapping = List.copyOf(mapping);
    ignored = List.copyOf(ignored);
  }

  static InputFile of(TableFile table, List<FieldMapping> mapping, Optional<Profile> profile) {
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int index = i;
      if (mapping.stream().noneMatch(found -> found.index() == index)) {
        ignored.add(table.columns().get(i).name());
      }
    }
    return new InputFile(
        table.path(),
        table.place().raw(),
        table.format(),
        table.dialect(),
        TableFile.size(table.place().raw()),
        table.bytes(),
        mapping,
        ignored,
        profile.map(Profile::title));
  }
}
