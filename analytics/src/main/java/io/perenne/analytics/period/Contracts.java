// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.ReadOptions;
import io.perenne.analytics.ingest.text.CsvRow;
import io.perenne.clv.contract.CohortSurvival;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Tables of contracts, in one of three layouts: survivors, a row for each period from 0 and a
 * column of counts for each cohort; the same with a column {@code cohort} and one column of counts;
 * or a row for each contract with the periods that it has survived.
 */
final class Contracts {
  private static final List<String> PERIOD =
      List.of("period", "renewal", "year", "quarter", "month", "week", "t");

  private static final List<String> SURVIVED =
      List.of("periods", "renewals", "periods_survived", "tenure");
  private static final List<String> ACTIVE = List.of("active", "is_active");
  private static final List<String> CUSTOMER = List.of("customer", "customer_id", "id", "contract");
  private static final List<String> PAYMENT = List.of("payment", "price", "amount");
  private static final List<String> COHORT = List.of("cohort", "group");
  private static final List<String> LEFT = List.of("survivors", "customers", "active", "count");

  private Contracts() {}

  /**
   * A contract.
   *
   * @param customer its name; the line of the file where it has none
   * @param periods how often it was renewed so far
   * @param active whether it still runs
   * @param payment what is paid at each renewal; 1 where it is not told
   */
  record Contract(String customer, int periods, boolean active, double payment) {}

  /**
   * Reads what a model is fitted to.
   *
   * @throws io.perenne.analytics.InputException naming each value that cannot be used
   */
  static List<CohortSurvival> cohorts(Path file, ReadOptions options) {
    CountTable table = CountTable.read(file, options);
    if (table.find(SURVIVED).isPresent()) {
      return cohorts(contracts(table));
    }
    int period = table.require(PERIOD);
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    OptionalInt cohort = table.find(COHORT);
    for (CsvRow row : table.rows()) {
      if (cohort.isPresent()) {
        int left = table.require(LEFT);
        addCount(
            table,
            row,
            period,
            left,
            counts.computeIfAbsent(table.text(row, cohort.getAsInt()), name -> new ArrayList<>()));
        continue;
      }
      for (int column = 0; column < table.header().size(); column++) {
        if (column != period) {
          addCount(
              table,
              row,
              period,
              column,
              counts.computeIfAbsent(table.header().get(column), name -> new ArrayList<>()));
        }
      }
    }
    table.requireSound();
    return counts.values().stream()
        .filter(survivors -> survivors.size() > 1)
        .map(CohortSurvival::new)
        .toList();
  }

  /** Adds the survivors of the next period; an empty field means that it has not come yet. */
  private static void addCount(
      CountTable table, CsvRow row, int period, int column, List<Integer> survivors) {
    if (table.text(row, column).isEmpty()) {
      return;
    }
    OptionalInt number = table.periods(row, period);
    OptionalInt left = table.count(row, column);
    if (number.isEmpty() || left.isEmpty()) {
      return;
    }
    if (number.getAsInt() != survivors.size()) {
      table.note(
          row,
          period,
          Texts.message("problem.period.order", "" + survivors.size()),
          Texts.message("problem.period.order.remedy"));
      return;
    }
    if (!survivors.isEmpty() && left.getAsInt() > survivors.get(survivors.size() - 1)) {
      table.note(
          row,
          column,
          Texts.message("problem.period.rise", "" + survivors.get(survivors.size() - 1)),
          Texts.message("problem.period.rise.remedy"));
      return;
    }
    survivors.add(left.getAsInt());
  }

  /** Reads a row for each contract. */
  static List<Contract> read(Path file, ReadOptions options) {
    return contracts(CountTable.read(file, options));
  }

  private static List<Contract> contracts(CountTable table) {
    table.requireNone(List.of("x", "frequency", "t_x", "recency"));
    int survived = table.require(SURVIVED);
    OptionalInt active = table.find(ACTIVE);
    OptionalInt customer = table.find(CUSTOMER);
    OptionalInt payment = table.find(PAYMENT);
    List<Contract> contracts = new ArrayList<>();
    for (CsvRow row : table.rows()) {
      OptionalInt periods = table.periods(row, survived);
      boolean runs = active.isEmpty() || table.flag(row, active.getAsInt()).orElse(true);
      double paid = payment.isEmpty() ? 1 : table.amount(row, payment.getAsInt()).orElse(1);
      if (periods.isPresent()) {
        contracts.add(
            new Contract(
                customer.isPresent() ? table.text(row, customer.getAsInt()) : "" + row.line(),
                periods.getAsInt(),
                runs,
                paid));
      }
    }
    table.requireSound();
    return contracts;
  }

  /** Contracts that ended are one cohort; of those that run, each age is one. */
  private static List<CohortSurvival> cohorts(List<Contract> contracts) {
    Map<Integer, Integer> running = new TreeMap<>();
    TreeMap<Integer, Integer> ended = new TreeMap<>();
    for (Contract contract : contracts) {
      (contract.active() ? running : ended).merge(contract.periods(), 1, Integer::sum);
    }
    List<CohortSurvival> cohorts = new ArrayList<>();
    running.forEach(
        (periods, count) -> {
          if (periods > 0) { // one that was never up for renewal tells nothing
            cohorts.add(new CohortSurvival(Collections.nCopies(periods + 1, count)));
          }
        });
    if (!ended.isEmpty()) {
      List<Integer> survivors = new ArrayList<>();
      int left = ended.values().stream().mapToInt(count -> count).sum();
      for (int t = 0; left > 0; t++) {
        survivors.add(left);
        left -= ended.getOrDefault(t, 0);
      }
      survivors.add(0);
      cohorts.add(new CohortSurvival(survivors));
    }
    return cohorts;
  }
}
