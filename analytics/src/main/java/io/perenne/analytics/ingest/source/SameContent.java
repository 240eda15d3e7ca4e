// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.ingest.text.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out files that are byte for byte the same as an earlier one, such as {@code jan (1).csv}
 * beside {@code jan.csv}: without order ids their money would count twice.
 */
final class SameContent {

  private SameContent() {}

  /** Removes later copies from {@code files}, each with a warning. */
  static void drop(List<TransactionFile> files, List<String> warnings) {
    Map<Long, List<TransactionFile>> bySize = new HashMap<>();
    for (TransactionFile file : files) {
      bySize.computeIfAbsent(file.table().bytes(), size -> new ArrayList<>()).add(file);
    }
    for (List<TransactionFile> alike : bySize.values()) {
      if (alike.size() > 1) {
        drop(alike, files, warnings);
      }
    }
  }

  private static void drop(
      List<TransactionFile> alike, List<TransactionFile> files, List<String> warnings) {
    Map<String, Path> kept = new HashMap<>();
    for (TransactionFile file : alike) {
      Path path = file.table().path();
      Path same = kept.putIfAbsent(hash(file.table().table()), path);
      if (same != null) {
        files.remove(file);
        warnings.add(path + ": is a copy of " + same + ", byte for byte, and was not read again");
      }
    }
  }

  private static String hash(Path path) {
    try {
      return Sha256.of(path);
    } catch (IOException e) {
      throw Content.refusal(path, e);
    }
  }
}
