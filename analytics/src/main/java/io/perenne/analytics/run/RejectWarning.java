// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.source.Rejects;
import java.util.Locale;
import java.util.Optional;

/** Says that an input has more unreadable rows than the file of rejects names. */
final class RejectWarning {
  private RejectWarning() {}

  static Optional<RunDocument.Text> of(Rejects rejects) {
    return rejects.count() <= rejects.written()
        ? Optional.empty()
        : Optional.of(
            new RunDocument.Text(
                text(
                    Locale.forLanguageTag("es"),
                    "de %,d filas ilegibles, rejects.csv.gz nombra las primeras %,d; el resto solo se cuenta",
                    rejects),
                text(
                    Locale.ENGLISH,
                    "of %,d unreadable rows, rejects.csv.gz names the first %,d; the others are counted only",
                    rejects)));
  }

  private static String text(Locale locale, String sentence, Rejects rejects) {
    return String.format(locale, sentence, rejects.count(), rejects.written());
  }
}
