// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvFormat;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a bulk scan may read a file as it stands or needs a clean copy. A scan reads
 * UTF-8 with uniform line ends; if the sample has quotes, it must also read the first rows exactly
 * as our own parser does.
 */
final class BulkReadCheck {

  private static final int ROWS = 100;

  private final TableProbe probe;
  private final Set<String> nullTexts;

  BulkReadCheck(TableProbe probe, ReadOptions options) {
    this.probe = probe;
    this.nullTexts = Set.copyOf(options.nullTexts());
  }

  boolean reads(TableFile file) {
    if (file.format() != FileFormat.CSV) {
      return true;
    }
    CsvFormat format = file.csv();
    boolean plain =
        format.encoding().equals(StandardCharsets.UTF_8)
            && format.uniformLineEnds()
            && format.comment() == null
            && !format.trim()
            && format.skippedLines() == 0
            && format.ignoreEmptyLines();
    return plain && (!format.quotesSeen() || agrees(file));
  }

  private boolean agrees(TableFile file) {
    List<List<String>> rows = file.sample().rows();
    List<List<String>> expected = new ArrayList<>();
    for (List<String> row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      if (row.size() != file.columns().size()) {
        return true; // a broken row: the scan will note it
      }
      expected.add(row.stream().map(value -> nullTexts.contains(value) ? "" : value).toList());
    }
    return probe.firstRows(file, expected.size()).filter(expected::equals).isPresent();
  }
}
