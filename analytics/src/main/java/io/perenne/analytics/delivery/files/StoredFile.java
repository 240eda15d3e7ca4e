// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.home.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.OptionalLong;

/**
 * A file that is, or may be, at a destination.
 *
 * @param store the open connection
 * @param path where it is
 */
record StoredFile(FileStore store, String path) {

  /** What arrived is not what was sent. */
  static final class CorruptException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptException(String message) {
      super(message);
    }
  }

  /** Returns whether it is exactly a shipment. */
  boolean isWhole(Label label) throws IOException {
    if (!hasSizeOf(label)) {
      return false;
    }
    // another hash than ours proves nothing: a shell may see other folders than the file transfer
    if (store.sha256(path).filter(label.sha256()::equals).isPresent()) {
      return true;
    }
    try (InputStream there = store.read(path)) {
      return Sha256.of(there, label.bytes()).equals(label.sha256());
    }
  }

  private boolean hasSizeOf(Label label) throws IOException {
    OptionalLong size = store.size(path);
    return size.isPresent() && size.getAsLong() == label.bytes();
  }

  /**
   * Checks that it is a shipment.
   *
   * @throws CorruptException if it is not
   */
  void verify(Label label, Verification how) throws IOException {
    if (!hasSizeOf(label)) {
      throw new CorruptException(
          "of " + label.bytes() + " bytes, " + store.size(path).orElse(0) + " are there: " + path);
    }
    if (how == Verification.SHA256 && !isWhole(label)) {
      throw new CorruptException("what is there differs from what was sent: " + path);
    }
  }

  /** Returns how many bytes it has if they are the beginning of a shipment; else 0. */
  long resumableBytes(Shipment shipment) throws IOException {
    long have = store.size(path).orElse(0);
    if (have == 0 || have > shipment.label().bytes()) {
      return 0;
    }
    try (InputStream there = store.read(path);
        InputStream here = Files.newInputStream(shipment.file())) {
      return Sha256.of(there, have).equals(Sha256.of(here, have)) ? have : 0;
    }
  }

  /** Deletes it as far as that is possible, after a failure that is the one to tell. */
  void deleteQuietly() {
    try {
      store.delete(path);
    } catch (IOException e) {
      // the caller has something worse to tell
    }
  }
}
