// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.account;

import io.perenne.server.storage.Audit;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changes something, and from where.
 *
 * @param who the name of a principal
 * @param origin the address of the request
 */
public record Change(String who, String origin) {
  /** Returns the line of the record. */
  public Audit.Entry entry(
      Instant at, String what, String target, Optional<String> before, Optional<String> after) {
    return new Audit.Entry(0, at, who, origin, what, target, before, after);
  }
}
