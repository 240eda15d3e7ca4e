// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.perenne.analytics.home.Sha256;
import io.perenne.server.storage.Erasures;
import java.util.List;

/**
 * Who was erased, without who it was.
 *
 * @param erasures the newest first
 * @param problems what was wrong with the last attempt, a sentence each
 */
public record ErasuresView(List<Erasures.Erasure> erasures, List<String> problems) {
  /** Copies the lists. */
  public ErasuresView {
    erasures = List.copyOf(erasures);
    problems = List.copyOf(problems);
  }

  /** Returns the hash of a proof, which the record of changes has, too. */
  public String hash(Erasures.Erasure erasure) {
    return Sha256.of(erasure.document());
  }
}
