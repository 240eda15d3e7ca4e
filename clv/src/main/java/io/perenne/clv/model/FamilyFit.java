// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.Diagnosis;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.HistoryFindings;
import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;

/** Fits one family to a base: refuses too little, searches, says what was noticed. */
final class FamilyFit {

  private FamilyFit() {}

  static ModelFit<TransactionModel> of(ModelFamily family, HistoryCells cells, FitOptions options) {
    int purchases = Math.max(1, options.minimumPurchases());
    if (cells.customers() < options.minimumCustomers() || cells.transactions() < purchases) {
      Finding finding =
          Finding.of(
              Finding.Kind.TOO_LITTLE_DATA,
              "finding.too-little-data.model",
              family.name(),
              cells.customers(),
              cells.transactions(),
              options.minimumCustomers(),
              purchases);
      return ModelFit.failed(cells.customers(), cells.size(), options.priors(), finding);
    }
    Fitter.Peak peak = Fitter.maximize(DropoutTerm.added(family, cells, options));
    return peak.report(
        family::model,
        cells.customers(),
        cells.size(),
        options.priors(),
        () -> {
          List<Finding> findings = new ArrayList<>(family.findings(peak, cells));
          findings.addAll(HistoryFindings.of(cells));
          Diagnosis.addOptimum(peak, family.parameterNames(), findings);
          return findings;
        });
  }
}
