// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/** The SHA-256 of an input file as it is on disk, for the provenance of a run. */
public final class InputHash {
  private InputHash() {}

  /**
   * Returns the hash in 64 hexadecimal digits. Safe to call from several threads.
   *
   * @throws io.perenne.analytics.InputException if the file cannot be read
   */
  public static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw Content.refusal(file, e);
    }
  }
}
