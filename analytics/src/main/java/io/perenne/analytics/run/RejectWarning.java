// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.source.Rejects;
import io.perenne.clv.words.Message;
import java.util.Optional;

/** Says that an input has more unreadable rows than the file of rejects names. */
final class RejectWarning {
  private RejectWarning() {}

  static Optional<Message> of(Rejects rejects) {
    return rejects.count() <= rejects.written()
        ? Optional.empty()
        : Optional.of(
            Texts.message("warning.rejects.not-all-named", rejects.count(), rejects.written()));
  }
}
