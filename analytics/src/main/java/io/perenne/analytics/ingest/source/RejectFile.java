// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import java.nio.file.Path;

/**
 * Where rejects are written.
 *
 * @param path the file, gzip
 * @param limit how many at most from one input; the rest is counted only
 * @param appends whether the rejects of another input are there already
 */
public record RejectFile(Path path, long limit, boolean appends) {
  /** A new file, or one that is written anew. */
  public static RejectFile of(Path path, long limit) {
    return new RejectFile(path, limit, false);
  }

  /** The same file for one more input. */
  public RejectFile again() {
    return new RejectFile(path, limit, true);
  }
}
