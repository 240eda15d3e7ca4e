// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.explain;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.spend.GammaGamma;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The numbers from which a run foretold what a customer will buy and spend. */
final class ExplainedFuture {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private static final double UNITS = 10_000;

  private static final int DIGITS = 6;

  private static final double PERCENT = 100;

  private final RunDocument run;
  private final Map<String, String> row;
  private final Words messages;

  ExplainedFuture(RunDocument run, Map<String, String> row, Words messages) {
    this.run = run;
    this.row = Map.copyOf(row);
    this.messages = messages;
  }

  /** Returns the history the model saw and its parameters. */
  String purchases() {
    if (!everBought()) {
      return messages.text("model.never-bought");
    }
    String horizon = Integer.toString(run.model().horizonDays());
    RunDocument.Fit fit = run.model().purchases();
    if (fit == null || fit.parameters().isEmpty()) {
      return messages.text("model", run.model().valuation(), horizon);
    }
    RunDocument.Outlook outlook = run.model().outlook();
    return messages.text(
        "model.history",
        run.model().valuation(),
        horizon,
        Long.toString(number("purchase_days") - 1),
        Long.toString(day("last_micros") - day("first_micros")),
        Long.toString(referenceDay() - day("first_micros")),
        outlook == null ? parameters(fit.parameters()) : parameters(outlook));
  }

  /** Returns the parameters of each kind of model that values this customer. */
  private String parameters(RunDocument.Outlook outlook) {
    Double established = outlook.establishedAge();
    boolean old = established != null && referenceDay() - day("first_micros") >= established;
    boolean even =
        outlook.kinds().stream().mapToDouble(RunDocument.Kind::counts).distinct().count() == 1;
    return outlook.kinds().stream()
        .map(
            kind ->
                kind.model()
                    + (even ? " " : " (" + Math.round(PERCENT * kind.counts()) + " %) ")
                    + parameters(old ? kind.established() : kind.arrived()))
        .collect(Collectors.joining("; "));
  }

  /** Returns how many purchases, discounted, of what value each. */
  String value() {
    Optional<GammaGamma> model = spend();
    if (!everBought() || model.isEmpty() || run.margin() == null) {
      return purchases();
    }
    long count = number("purchase_days") - (firstCounts() ? 0 : 1);
    double prices = share("price_factor");
    double sum = Math.rint(number("spend") * prices) / UNITS;
    double each = model.get().expectedTransactionValue((int) count, sum);
    double factor = factor();
    double kept = share("kept_share");
    double state = share("state_factor");
    if (kept == 0) {
      return messages.text("RESID_VALUE.returned");
    }
    double residual = Double.parseDouble(row.getOrDefault("residual", "0"));
    if (!(each * factor * kept * state > 0) || each == Double.POSITIVE_INFINITY) {
      return purchases();
    }
    String product =
        messages.text(
            factor == 1 ? "RESID_VALUE" : "RESID_VALUE.margin",
            significant(residual / (each * factor * kept * state)),
            significant(each),
            Long.toString(count),
            BigDecimal.valueOf(Math.round(sum * UNITS), 4).stripTrailingZeros().toPlainString(),
            parameters(model.get().parameters()),
            significant(factor));
    return factors(product, prices, kept, state);
  }

  /** Adds what else the product was multiplied by. */
  private String factors(String product, double prices, double kept, double state) {
    String text = product;
    if (prices != 1) {
      text = messages.text("RESID_VALUE.prices", text, significant(prices));
    }
    if (kept != 1) {
      text = messages.text("RESID_VALUE.kept", text, significant(kept));
    }
    RunDocument.States states = run.model().states();
    if (states != null) {
      text =
          messages.text(
              state < 1 ? "RESID_VALUE.state-less" : "RESID_VALUE.state-more",
              text,
              significant(state),
              Integer.toString(states.cuts()));
    }
    return text;
  }

  private double share(String column) {
    String text = row.getOrDefault(column, "");
    return text.isEmpty() ? 1 : Double.parseDouble(text);
  }

  private Optional<GammaGamma> spend() {
    RunDocument.Fit fit = run.model().spend();
    return fit == null || fit.parameters().isEmpty()
        ? Optional.empty()
        : Optional.of(GammaGamma.of(fit.parameters()));
  }

  private double factor() {
    RunDocument.Margin margin = run.margin();
    return margin != null && "margin".equals(run.configuration().get("ltv-basis"))
        ? margin.rate()
        : 1;
  }

  private boolean firstCounts() {
    return !"off".equals(run.configuration().get("model.first-purchase-spend"));
  }

  private boolean everBought() {
    return number("purchase_days") > 0;
  }

  private long referenceDay() {
    LocalDate date = run.referenceDate();
    return date.toEpochDay();
  }

  private long day(String column) {
    return Math.floorDiv(number(column), MICROS_PER_DAY);
  }

  private long number(String column) {
    String text = row.getOrDefault(column, "");
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static String parameters(Map<String, Double> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + " " + significant(parameter.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Returns a number with six significant digits. */
  static String significant(double number) {
    return new BigDecimal(number, new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
  }
}
