// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.fit.FittedCovariates;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What covariates do, as a table for a person at a terminal. */
final class CovariateReport {
  private final FittedModel fitted;
  private final FittedCovariates covariates;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  CovariateReport(FittedModel fitted, FittedCovariates covariates, Language language) {
    this.fitted = fitted;
    this.covariates = covariates;
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  String render() {
    StringBuilder text = new StringBuilder("\n");
    double without = covariates.logLikelihoodWithout();
    text.append(
        messages.text(
            "fit.covariates",
            numbers.number("%.4f", without),
            numbers.number("%+.4f", fitted.logLikelihood() - without)));
    text.append("\n\n").append(table().render());
    text.append("  ").append(messages.text("fit.covariates.meaning")).append('\n');
    covariates.notes().forEach(note -> text.append("  ").append(note.in(language)).append('\n'));
    return text.toString();
  }

  private TextTable table() {
    boolean spend = covariates.coefficients().stream().anyMatch(c -> c.spend() != null);
    String error = messages.text("fit.error");
    TextTable table =
        new TextTable()
            .left("")
            .right(messages.text("fit.covariates.purchases"))
            .right(error)
            .right(messages.text("fit.covariates.dropout"))
            .right(error);
    if (spend) {
      table.right(messages.text("fit.covariates.spend")).right(error);
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
    return table;
  }

  private String four(@Nullable Double value) {
    return value == null ? "" : numbers.number("%.4g", value);
  }
}
