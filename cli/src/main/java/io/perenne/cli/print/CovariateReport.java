// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.fit.FittedCovariates;
import io.perenne.analytics.fit.FittedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What covariates do, as a table for a person at a terminal. */
final class CovariateReport {
  private final FittedModel fitted;
  private final FittedCovariates covariates;

  CovariateReport(FittedModel fitted, FittedCovariates covariates) {
    this.fitted = fitted;
    this.covariates = covariates;
  }

  String render() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%nCovariates: the parameters above are the average customer's; without covariates the"
                + " log-likelihood is %.4f (%+.4f with)%n%n",
            covariates.logLikelihoodWithout(),
            fitted.logLikelihood() - covariates.logLikelihoodWithout()));
    boolean spend = covariates.coefficients().stream().anyMatch(c -> c.spend() != null);
    TextTable table =
        new TextTable()
            .left("")
            .right("Purchases")
            .right("Standard error")
            .right("Dropout")
            .right("Standard error");
    if (spend) {
      table.right("Spend").right("Standard error");
    }
    for (FittedCovariates.Coefficient one : covariates.coefficients()) {
      List<String> row = new ArrayList<>();
      row.add("  " + one.name());
      row.add(four(one.purchases()));
      row.add(four(one.purchasesError()));
      row.add(one.dropoutError() == null ? "" : four(one.dropout()));
      row.add(four(one.dropoutError()));
      if (spend) {
        row.add(four(one.spend()));
        row.add(four(one.spendError()));
      }
      table.row(row);
    }
    text.append(table.render());
    text.append(
        "  One unit more multiplies rates, the odds of dropout and spend by e^coefficient.\n");
    covariates.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }

  private static String four(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4g", value);
  }
}
