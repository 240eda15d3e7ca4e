// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know about how the future was valued. */
final class ModelWarnings {
  private ModelWarnings() {}

  static List<Message> of(Foresight foresight, double knownDays) {
    List<Finding> findings = new ArrayList<>();
    if (foresight.outlook().isEmpty()) {
      // what one likelihood alone cannot tell, an outlook does not ask of it
      foresight.purchases().map(ModelFit::findings).ifPresent(findings::addAll);
    }
    foresight.spend().map(ModelFit::findings).ifPresent(findings::addAll);
    List<Message> warnings = new ArrayList<>();
    findings.forEach(finding -> warnings.add(finding.message()));
    foresight
        .independence()
        .filter(SpendIndependence::dependent)
        .map(SpendIndependence::message)
        .ifPresent(warnings::add);
    standIn(foresight).ifPresent(warnings::add);
    warnings.addAll(OutlookWords.warnings(foresight, knownDays));
    return warnings;
  }

  /** Says what is used instead of a model that could not be fitted. */
  private static Optional<Message> standIn(Foresight foresight) {
    if (foresight.purchases().isEmpty() || foresight.reason().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (foresight.valuation().name()) {
          case "run-rate" -> Texts.message("warning.valuation.run-rate");
          case "historic-only" -> Texts.message("warning.valuation.historic-only");
          default -> Texts.message("warning.valuation.average-spend");
        });
  }
}
