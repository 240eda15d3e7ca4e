// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.fit.FittedCovariates;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.FittedSeason;
import io.perenne.analytics.fit.FittedSpend;
import io.perenne.analytics.fit.Holdout;
import io.perenne.clv.spend.SpendIndependence;
import io.perenne.clv.words.Language;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fitted model for a person at a terminal. */
public final class FitReport {
  private final FittedModel fitted;
  private final ScreenNumbers numbers = ScreenNumbers.of(Language.EN);

  public FitReport(FittedModel fitted) {
    this.fitted = fitted;
  }

  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, fitted to %s customers with %s repeat purchases up to %s%n"
            .formatted(
                fitted.model(),
                numbers.count(fitted.customers()),
                numbers.count(fitted.repeatPurchases()),
                fitted.data().calibrationEnd()));
    if (!fitted.reason().isEmpty()) {
      text.append(fitted.reason()).append('\n');
    }
    text.append('\n').append(table(fitted.parameters(), fitted.standardErrors()));
    text.append(likelihood(fitted.logLikelihood(), fitted.iterations(), fitted.unit().toString()));
    FittedCovariates covariates = fitted.covariates();
    if (covariates != null) {
      text.append(new CovariateReport(fitted, covariates).render());
    }
    FittedSeason season = fitted.season();
    if (season != null) {
      text.append("\nSeason, each as a factor e^estimate of an ordinary Monday\n\n");
      text.append(table(season.coefficients(), season.standardErrors()));
      text.append(
          String.format(
              Locale.ROOT,
              "  add %.4f to the log-likelihood to compare with a model without season%n",
              season.logDensityOfDays()));
    }
    FittedSpend spend = fitted.spend();
    if (spend != null) {
      text.append(
          "%n%s, fitted to %s customers, mean purchase %s%n%n"
              .formatted(
                  spend.model(),
                  numbers.count(spend.customers()),
                  numbers.money(spend.meanValue())));
      text.append(table(spend.parameters(), spend.standardErrors()));
      text.append(likelihood(spend.logLikelihood(), spend.iterations(), ""));
      spend.diagnosis().forEach(words -> text.append(words).append('\n'));
      SpendIndependence independence = spend.independence();
      if (independence != null) {
        text.append('\n').append(independence.message().in(Language.EN)).append('\n');
      }
    }
    fitted.diagnosis().forEach(words -> text.append('\n').append(words).append('\n'));
    Holdout holdout = fitted.holdout();
    if (holdout != null) {
      text.append(holdout(holdout));
    }
    return text.toString();
  }

  static String table(Map<String, Double> parameters, Map<String, Double> errors) {
    TextTable table = new TextTable().left("").right("Estimate").right("Standard error");
    parameters.forEach(
        (name, value) ->
            table.row(
                List.of(
                    "  " + name,
                    six(value),
                    errors.containsKey(name) ? six(errors.get(name)) : "")));
    return table.render();
  }

  private String likelihood(double value, int iterations, String unit) {
    String in = unit.isEmpty() ? "" : ", times in " + unit + "s";
    return String.format(
        Locale.ROOT, "  log-likelihood %.4f after %d iterations%s%n", value, iterations, in);
  }

  private String holdout(Holdout holdout) {
    return String.format(
        Locale.ROOT,
        "%nIn the %d days after: %s purchases expected, %s made (%+.1f %%); mean absolute error %.4f,"
            + " log score %.4f%n",
        holdout.days(),
        numbers.count(Math.round(holdout.expected())),
        numbers.count(holdout.actual()),
        100 * holdout.bias(),
        holdout.meanAbsoluteError(),
        holdout.logScore());
  }

  private static String six(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
