// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.cohort;

import io.perenne.analytics.period.Period;
import io.perenne.clv.words.Message;
import java.time.LocalDate;
import java.util.List;

/**
 * Cohorts with what they did and what is expected of them.
 *
 * @param lastDay the last day that is known
 * @param by the period whose customers are one cohort
 * @param model the name of the model
 * @param horizonDays how many days after the last one are looked at
 * @param priced whether money is known; if not, all revenue is 0
 * @param cohorts by the time of the first purchase; periods without new customers are left out
 * @param newCustomer a customer whom nobody knows yet
 * @param findings what to know of the records and of the fit
 */
public record CohortTable(
    LocalDate lastDay,
    Period by,
    String model,
    int horizonDays,
    boolean priced,
    List<Cohort> cohorts,
    NewCustomer newCustomer,
    List<Message> findings) {

  /** Copies the lists. */
  public CohortTable {
    cohorts = List.copyOf(cohorts);
    findings = List.copyOf(findings);
  }

  /**
   * The customers of one period.
   *
   * @param name the period of their first purchase, as 2011-03, 2011-Q1, 2011 or the Monday of a
   *     week
   * @param customers how many there are
   * @param repeatPurchases what they bought after their first purchase, in days with a purchase
   * @param modelled how many of them the model of the cohort would have expected
   * @param alive how many of them are expected to be customers still
   * @param expected how many purchases are expected of them within the horizon
   * @param ages what they did, from the period of the first purchase on
   */
  public record Cohort(
      String name,
      int customers,
      int repeatPurchases,
      double modelled,
      double alive,
      double expected,
      List<Age> ages) {

    /** Copies the list. */
    public Cohort {
      ages = List.copyOf(ages);
    }
  }

  /**
   * A cohort within one period.
   *
   * @param age how many periods after that of the first purchase
   * @param from its first day
   * @param to its last day that is known
   * @param active how many customers bought
   * @param purchases the days with a purchase, the first of each customer among them
   * @param revenue what they paid, net of refunds
   * @param modelled how many purchases the model expects
   */
  public record Age(
      int age,
      LocalDate from,
      LocalDate to,
      int active,
      int purchases,
      double revenue,
      double modelled) {}

  /**
   * What is expected of a customer whom nobody knows yet, after the first purchase.
   *
   * @param expected purchases within the horizon
   * @param low the lower end of an interval around the mean of such a cohort
   * @param high its upper end
   * @param interval the probability of the interval
   */
  public record NewCustomer(double expected, double low, double high, double interval) {}
}
