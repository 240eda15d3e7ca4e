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
import java.util.Map;

/** A fitted model for a person at a terminal. */
public final class FitReport {
  private final FittedModel fitted;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /** Makes a report in one language. */
  public FitReport(FittedModel fitted, Language language) {
    this.fitted = fitted;
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  public String render() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "fit.title",
        fitted.model(),
        numbers.count(fitted.customers()),
        numbers.count(fitted.repeatPurchases()),
        fitted.data().calibrationEnd().toString());
    if (!fitted.reason().isEmpty()) {
      text.append(fitted.reason().in(language)).append('\n');
    }
    text.append('\n').append(table(fitted.parameters(), fitted.standardErrors(), language));
    likelihood(
        text, "fit.likelihood." + fitted.unit(), fitted.logLikelihood(), fitted.iterations());
    FittedCovariates covariates = fitted.covariates();
    if (covariates != null) {
      text.append(new CovariateReport(fitted, covariates, language).render());
    }
    FittedSeason season = fitted.season();
    if (season != null) {
      season(text, season);
    }
    FittedSpend spend = fitted.spend();
    if (spend != null) {
      spend(text, spend);
    }
    fitted.diagnosis().forEach(words -> text.append('\n').append(words.in(language)).append('\n'));
    Holdout holdout = fitted.holdout();
    if (holdout != null) {
      holdout(text, holdout);
    }
    return text.toString();
  }

  private void line(StringBuilder text, String key, String... arguments) {
    text.append(messages.text(key, arguments)).append('\n');
  }

  private void season(StringBuilder text, FittedSeason season) {
    text.append('\n');
    line(text, "fit.season");
    text.append('\n').append(table(season.coefficients(), season.standardErrors(), language));
    line(text, "fit.season.add", numbers.number("%.4f", season.logDensityOfDays()));
  }

  private void spend(StringBuilder text, FittedSpend spend) {
    text.append('\n');
    line(
        text,
        "fit.spend",
        spend.model(),
        numbers.count(spend.customers()),
        numbers.money(spend.meanValue()));
    text.append('\n').append(table(spend.parameters(), spend.standardErrors(), language));
    likelihood(text, "fit.likelihood", spend.logLikelihood(), spend.iterations());
    spend.diagnosis().forEach(words -> text.append(words.in(language)).append('\n'));
    SpendIndependence independence = spend.independence();
    if (independence != null) {
      text.append('\n').append(independence.message().in(language)).append('\n');
    }
  }

  /** Returns parameters with their standard errors, a line each. */
  static String table(
      Map<String, Double> parameters, Map<String, Double> errors, Language language) {
    Messages messages = Messages.of(language);
    ScreenNumbers numbers = ScreenNumbers.of(language);
    TextTable table =
        new TextTable()
            .left("")
            .right(messages.text("fit.estimate"))
            .right(messages.text("fit.error"));
    parameters.forEach(
        (name, value) ->
            table.row(
                List.of(
                    "  " + name,
                    numbers.number("%.6g", value),
                    errors.containsKey(name) ? numbers.number("%.6g", errors.get(name)) : "")));
    return table.render();
  }

  private void likelihood(StringBuilder text, String key, double value, int iterations) {
    line(text, key, numbers.number("%.4f", value), Integer.toString(iterations));
  }

  private void holdout(StringBuilder text, Holdout holdout) {
    text.append('\n');
    line(
        text,
        "fit.holdout",
        Integer.toString(holdout.days()),
        numbers.count(Math.round(holdout.expected())),
        numbers.count(holdout.actual()),
        numbers.number("%+.1f", 100 * holdout.bias()),
        numbers.number("%.4f", holdout.meanAbsoluteError()),
        numbers.number("%.4f", holdout.logScore()));
  }
}
