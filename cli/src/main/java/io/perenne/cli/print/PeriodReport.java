// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.analytics.period.PeriodModel;
import io.perenne.analytics.period.PeriodModel.Seen;
import io.perenne.analytics.period.PeriodScoreJob;
import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final ScreenNumbers numbers = ScreenNumbers.of(Language.EN);

  /**
   * @param yearlyRate the discount rate of a year; 0 for no values
   */
  public PeriodReport(PeriodModel fitted, double yearlyRate) {
    this.fitted = fitted;
    this.yearlyRate = yearlyRate;
  }

  public String render() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, fitted to %s %s by the %s%n%n"
            .formatted(
                fitted.model(),
                numbers.count(fitted.customers()),
                fitted.isOfContracts() ? "contracts" : "customers",
                fitted.period()));
    text.append(FitReport.table(fitted.parameters(), fitted.standardErrors()));
    text.append(
        String.format(
            Locale.ROOT,
            "  log-likelihood %.4f after %d iterations%n%n",
            fitted.logLikelihood(),
            fitted.iterations()));
    text.append(fitted.isOfContracts() ? contracts() : opportunities());
    fitted.diagnosis().forEach(words -> text.append('\n').append(words).append('\n'));
    fitted.notes().forEach(words -> text.append('\n').append(words).append('\n'));
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
            .right("Renewal")
            .right("Renewed")
            .right("by model")
            .right("Survived")
            .right("by model")
            .right("Median left");
    if (valued) {
      table.right("Payments to come");
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
    String median =
        "\nMedian left: within so many %ss half of those about to decide will have left.\n"
            .formatted(fitted.period());
    return valued
        ? median
            + "Payments to come: all renewals of one about to decide, at %s a year, the next one in full.\n"
                .formatted(numbers.share(yearlyRate))
            + "A new contract is worth %s payments, the first one now. Times the payment it is money.\n"
                .formatted(four(model.discountedExpectedLifetime(fitted.period().rate(yearlyRate))))
        : median;
  }

  private String opportunities() {
    TextTable table = new TextTable().right("Purchases").right("Customers").right("by model");
    fitted.seen().stream()
        .limit(MOST_LINES)
        .forEach(
            line ->
                table.row(
                    List.of(
                        Integer.toString(line.number()),
                        numbers.count(Math.round(line.actual())),
                        String.format(Locale.ROOT, "%,.1f", line.expected()))));
    return table.render();
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
