// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.ingest.source.RejectLimit;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Refuses inputs with too many unreadable rows. What is refused keeps its rejects, so that somebody
 * can look.
 *
 * @param limit the share of rows that may be unreadable
 * @param kept where the rejects of a refused run are kept
 */
record RefusedRows(RejectLimit limit, Path kept) {

  static RefusedRows of(RunRequest request, RunHeader header) {
    return new RefusedRows(
        RejectLimit.of(request.configuration()),
        request.home().resolve("refused").resolve(header.runId() + "-rejects.csv.gz"));
  }

  /**
   * Refuses an input with too many rejects.
   *
   * @param kind what its rows are called
   * @param rows all its rows, those of broken structure included
   */
  void require(Message kind, Rejects rejects, long rows, Message remedy) {
    limit.require(kind, rejects.count(), rows, () -> keep(rejects).toString(), remedy);
  }

  private Path keep(Rejects rejects) {
    try {
      Access.createFolders(kept.toAbsolutePath().resolveSibling(""));
      DurableFiles.copy(rejects.file(), kept, Access.OWNER);
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
