// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.source.LeftAside;
import io.perenne.analytics.ingest.source.SourcePaths;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of folders that a run did not read because they were on their way. */
final class UnfinishedFiles {
  /** The most that are named one by one. */
  private static final int MOST = 10;

  private UnfinishedFiles() {}

  /**
   * Returns what a person should know of them: a marker, and an older file beside the newest, are
   * left aside on purpose and not told.
   */
  static List<Message> warnings(RunRequest request) {
    Set<SourcePaths.Left> left = new LinkedHashSet<>();
    Stream.of(request.transactions().paths(), request.customers())
        .flatMap(List::stream)
        .filter(SourcePaths::isOpen)
        .forEach(path -> left.addAll(SourcePaths.look(path).left()));
    left.addAll(request.left());
    List<Message> warnings = new ArrayList<>();
    int more = 0;
    for (SourcePaths.Left each : left) {
      if (each.why() == LeftAside.PARTIAL || each.why() == LeftAside.WRITING) {
        if (warnings.size() < MOST) {
          String key = each.why() == LeftAside.PARTIAL ? "partial" : "writing";
          warnings.add(Texts.message("warning.file." + key, each.file()));
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      warnings.add(Texts.message("warning.files.unfinished", more));
    }
    return warnings;
  }
}
