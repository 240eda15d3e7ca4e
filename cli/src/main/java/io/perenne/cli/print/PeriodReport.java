// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.period.PeriodModel.Seen;
import io.perenne.analytics.period.PeriodScoreJob;
import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A fitted model that counts periods, for a person at a terminal. */
public final class PeriodReport {
  /** Periods shown after those that were seen. */
  private static final int AHEAD = 5;

  /** More than this many lines tell nobody anything. */
  private static final int MOST_LINES = 36;

  private final PeriodModel fitted;
  private final double yearlyRate;
  private final Language language;
  private final Messages messages;
  private final ScreenNumbers numbers;

  /**
   * @param yearlyRate the discount rate of a year; 0 for no values
   */
  public PeriodReport(PeriodModel fitted, double yearlyRate, Language language) {
    this.fitted = fitted;
    this.yearlyRate = yearlyRate;
    this.language = language;
    messages = Messages.of(language);
    numbers = ScreenNumbers.of(language);
  }

  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(
        messages.text(
            fitted.isOfContracts() ? "fit.period.contracts" : "fit.period.customers",
            fitted.model(),
            numbers.count(fitted.customers()),
            messages.text("fit.period." + fitted.period())));
    text.append("\n\n");
    text.append(FitReport.table(fitted.parameters(), fitted.standardErrors(), language));
    text.append(
        messages.text(
            "fit.likelihood",
            numbers.number("%.4f", fitted.logLikelihood()),
            Integer.toString(fitted.iterations())));
    text.append("\n\n");
    text.append(fitted.isOfContracts() ? contracts() : opportunities());
    fitted.diagnosis().forEach(words -> text.append('\n').append(words.in(language)).append('\n'));
    fitted.notes().forEach(words -> text.append('\n').append(words.in(language)).append('\n'));
    return text.toString();
  }

  private String contracts() {
    BetaDiscreteWeibull model = fitted.contracts();
    Map<Integer, Seen> seen = new TreeMap<>();
    fitted.seen().forEach(line -> seen.put(line.number(), line));
    int last = fitted.seen().stream().mapToInt(Seen::number).max().orElse(0) + AHEAD;
    boolean valued = yearlyRate > 0;
    TextTable table =
        new TextTable()
            .right(messages.text("fit.period.renewal"))
            .right(messages.text("fit.period.renewed"))
            .right(messages.text("fit.period.by-model"))
            .right(messages.text("fit.period.survived"))
            .right(messages.text("fit.period.by-model"))
            .right(messages.text("fit.period.median"));
    if (valued) {
      table.right(messages.text("fit.period.payments"));
    }
    double survived = 1;
    double rate = fitted.period().rate(yearlyRate);
    for (int t = 1; t <= Math.min(last, MOST_LINES); t++) {
      Seen line = seen.get(t);
      survived = line == null ? Double.NaN : survived * line.actual() / line.customers();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Integer.toString(t),
                  line == null ? "" : numbers.share(line.actual() / line.customers()),
                  numbers.share(model.retention(t)),
                  line == null ? "" : numbers.share(survived),
                  numbers.share(model.survival(t)),
                  Integer.toString(PeriodScoreJob.medianPeriodsLeft(model, t - 1))));
      if (valued) {
        cells.add(four(model.discountedExpectedResidualLifetime(t, rate)));
      }
      table.row(cells);
    }
    return table.render() + words(model, valued);
  }

  private String words(BetaDiscreteWeibull model, boolean valued) {
    String median = "\n" + messages.text("fit.period.median." + fitted.period()) + "\n";
    if (!valued) {
      return median;
    }
    double lifetime = model.discountedExpectedLifetime(fitted.period().rate(yearlyRate));
    return median
        + messages.text("fit.period.payments.meaning", numbers.share(yearlyRate))
        + "\n"
        + messages.text("fit.period.worth", four(lifetime))
        + "\n";
  }

  private String opportunities() {
    TextTable table =
        new TextTable()
            .right(messages.text("fit.period.purchases"))
            .right(messages.text("fit.period.buyers"))
            .right(messages.text("fit.period.by-model"));
    fitted.seen().stream()
        .limit(MOST_LINES)
        .forEach(
            line ->
                table.row(
                    List.of(
                        Integer.toString(line.number()),
                        numbers.count(Math.round(line.actual())),
                        numbers.number("%,.1f", line.expected()))));
    return table.render();
  }

  private String four(double value) {
    return numbers.number("%.4f", value);
  }
}
