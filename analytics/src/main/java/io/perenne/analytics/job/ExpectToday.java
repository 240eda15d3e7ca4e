// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.task.Task;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.value.ResidualValuation;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Tells what a run expects of a customer as of a later day, computed anew from the parameters of
 * the run and the customer's history in it. Nothing is known of purchases after the run: a customer
 * who has bought since is worth more than this says.
 *
 * @param run the id of a run, the beginning of one, or {@code latest}
 * @param customerId the customer's id, letter by letter
 * @param asOf the day; absent, today in the time zone of the run
 */
public record ExpectToday(String run, String customerId, Optional<LocalDate> asOf)
    implements Job<Optional<Expectation>> {
  private static final double UNITS = 10_000;

  @Override
  public String name() {
    return "expect-today";
  }

  /** Returns the expectation; empty for a customer who has never bought. */
  @Override
  public Optional<Expectation> run(JobContext context, Task task) {
    CustomerRecord customer = new Explain(run, customerId, Optional.empty()).run(context, task);
    LocalDate day = asOf.orElseGet(() -> today(context, customer.run()));
    if (day.isBefore(customer.run().referenceDate())) {
      throw new InputException(
          Problem.of(Texts.message("problem.day-before-run"))
              .withValue(day.toString())
              .withRemedy(
                  Texts.message("problem.day-before-run.remedy", customer.run().referenceDate())));
    }
    return customer.number("purchase_days") == 0
        ? Optional.empty()
        : Optional.of(expectation(customer, customerId, day));
  }

  private static LocalDate today(JobContext context, RunDocument run) {
    String zone = run.configuration().getOrDefault("time-zone", "UTC");
    return LocalDate.ofInstant(context.clock().instant(), java.time.ZoneId.of(zone));
  }

  static Expectation expectation(CustomerRecord customer, String customerId, LocalDate day) {
    RunDocument document = customer.run();
    RunModels models = new RunModels(document);
    ResidualValuation valuation = models.valuation(day);
    long days = customer.number("purchase_days");
    int first = customer.day("first_micros");
    int last = customer.day("last_micros");
    int frequency = Math.toIntExact(days - 1);
    PurchaseHistory history =
        new PurchaseHistory(frequency, last - first, day.toEpochDay() - first, customer.logGaps());
    boolean firstCounts = !"off".equals(document.configuration().get("model.first-purchase-spend"));
    double expected =
        valuation.residualValue(
            history,
            Math.toIntExact(firstCounts ? days : frequency),
            Math.rint(customer.number("spend") * share(customer, "price_factor")) / UNITS);
    int later = Math.toIntExact(day.toEpochDay() - document.referenceDate().toEpochDay());
    return new Expectation(
        customerId,
        day,
        document.model().horizonDays(),
        valuation.probabilityAlive(history).orElse(Double.NaN),
        valuation.expectedPurchases(history),
        expected * models.stateFactor(customer, expected, later) * factor(customer));
  }

  /** Returns a share of the customer; runs of earlier versions do not know it, and it is 1. */
  private static double share(CustomerRecord customer, String column) {
    String text = customer.values().getOrDefault(column, "");
    return text.isEmpty() ? 1 : Double.parseDouble(text);
  }

  /** Returns the part of money to come that counts: what is not returned, and its margin. */
  private static double factor(CustomerRecord customer) {
    RunDocument run = customer.run();
    RunDocument.Margin margin = run.margin();
    double kept = share(customer, "kept_share");
    return margin != null && "margin".equals(run.configuration().get("ltv-basis"))
        ? kept * margin.rate()
        : kept;
  }
}
