// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.ingest.source.Rejects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How many rows of one input may be unreadable before the run is refused. What is refused keeps its
 * rejects, so that somebody can look.
 *
 * @param most the share of the rows of an input
 * @param kept where the rejects of a refused run are kept
 */
record RejectLimit(double most, Path kept) {
  static final String REMEDY =
      "look there at file, line, column and reason; mend the export, name the columns with --map, or"
          + " raise max-reject-share";

  static RejectLimit of(RunRequest request, RunHeader header) {
    return new RejectLimit(
        request.configuration().tickets().maxRejectShare(),
        request.home().resolve("refused").resolve(header.runId() + "-rejects.csv.gz"));
  }

  /**
   * Refuses an input with too many rejects.
   *
   * @param kind what its rows are called
   * @param rows all its rows, those of broken structure included
   */
  void require(String kind, Rejects rejects, long rows, String remedy) {
    if (rejects.count() <= most * rows) {
      return;
    }
    try {
      Files.createDirectories(kept.getParent());
      Files.copy(rejects.file(), kept, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new InputException(
        Problem.of(
                "%d of %d %s cannot be read, which is more than max-reject-share allows (%s)"
                    .formatted(rejects.count(), rows, kind, most))
            .withWhere(kept.toString())
            .withRemedy(remedy));
  }
}
