// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.files;

import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An open connection to a place that keeps files by path. A method throws {@link RefusedException}
 * where asking again is of no use and any other {@link IOException} where it may be.
 */
public interface FileStore extends AutoCloseable {
  /** Opens connections. */
  @FunctionalInterface
  interface Opener {
    FileStore open() throws IOException;
  }

  /** Returns the size of a file, empty if there is none. */
  OptionalLong size(String path) throws IOException;

  /** Makes a folder and those above it, as far as they are missing. */
  void makeFolders(String path) throws IOException;

  /**
   * Writes a local file to a path, and returns when every byte was acknowledged.
   *
   * @param from how many bytes are there already and stay; with 0 the file is begun anew
   */
  void write(Path source, String path, long from, Destination.Progress progress) throws IOException;

  /**
   * Returns the hash of a file as the other side computes it; empty if it does not, or in more time
   * than reading the file would take.
   */
  default Optional<String> sha256(String path) {
    return Optional.empty();
  }

  /** Opens a file for reading. */
  InputStream read(String path) throws IOException;

  /** Gives a file another name at once, in place of whatever had it. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(String path) throws IOException;

  @Override
  void close();
}
