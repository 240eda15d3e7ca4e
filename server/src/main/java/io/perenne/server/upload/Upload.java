// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

import java.time.Instant;

/**
 * A file on its way.
 *
 * @param id by which pieces are sent
 * @param name of the file
 * @param size of the whole file
 * @param modified when the sender's file was changed last, as the sender says; tells that it is the
 *     same file when it is chosen again
 * @param who sends it
 * @param begun when
 * @param replaces whether it takes the place of a file of its name; else both are kept
 */
public record Upload(
    String id,
    String name,
    long size,
    String modified,
    String who,
    Instant begun,
    boolean replaces) {

  boolean isSame(Upload other) {
    return name.equals(other.name)
        && size == other.size
        && modified.equals(other.modified)
        && who.equals(other.who);
  }

  Upload named(String given) {
    return new Upload(id, given, size, modified, who, begun, replaces);
  }

  Upload as(String otherId) {
    return new Upload(otherId, name, size, modified, who, begun, replaces);
  }
}
