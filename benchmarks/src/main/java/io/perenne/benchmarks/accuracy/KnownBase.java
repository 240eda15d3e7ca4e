// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.history.PurchaseLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The base of a window: purchases net of the refunds that name them by their amount, other refunds
 * apart, and what then came, in cash.
 */
final class KnownBase {

  /** A refund is of the latest earlier purchase of the same amount, to half a cent. */
  private static final double SAME = 0.005;

  private final Window window;
  private final PurchaseLog log;
  private final double[] paid;
  private final double[] refunded;
  private final double[] history;
  private final double[] cash;
  private final double[] purchases;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(
      int[] days,
      double[] values,
      double refunded,
      double history,
      double cash,
      double purchases) {}

  KnownBase(Window window) {
    this.window = window;
    List<Row> rows = new ArrayList<>();
    for (Shop.Customer customer : window.shop().customers()) {
      Row row = row(customer);
      if (row.days().length > 0) {
        rows.add(row);
      }
    }
    // the order of a log; customers with the same purchases come in any order
    rows.sort(Comparator.<Row>comparingInt(row -> row.days()[0]));
    PurchaseLog.Builder builder = PurchaseLog.builder();
    for (Row row : rows) {
      builder.add(row.days(), row.values(), row.days().length);
    }
    log = builder.build();
    int n = rows.size();
    paid = new double[n];
    refunded = new double[n];
    history = new double[n];
    cash = new double[n];
    purchases = new double[n];
    Map<String, List<Row>> byContent = new TreeMap<>();
    for (Row row : rows) {
      byContent.computeIfAbsent(content(row.days(), row.values()), k -> new ArrayList<>()).add(row);
    }
    for (int c = 0; c < n; c++) {
      int start = log.start(c);
      int count = log.end(c) - start;
      int[] days = new int[count];
      double[] values = new double[count];
      for (int p = 0; p < count; p++) {
        days[p] = log.day(start + p);
        values[p] = log.value(start + p);
        paid[c] += values[p];
      }
      List<Row> same = byContent.getOrDefault(content(days, values), List.of());
      Row row = same.remove(same.size() - 1);
      refunded[c] = row.refunded();
      history[c] = row.history();
      cash[c] = row.cash();
      purchases[c] = row.purchases();
    }
  }

  private static String content(int[] days, double[] values) {
    return Arrays.toString(days) + Arrays.toString(values);
  }

  private Row row(Shop.Customer customer) {
    Shop.Customer known = customer.between(window.from(), window.until());
    Netted netted = net(known);
    double sum = Arrays.stream(known.amounts()).sum();
    int end = window.until() + window.horizon();
    Shop.Customer later = customer.between(window.from(), end);
    double cash = Arrays.stream(later.amounts()).sum() - sum;
    long purchases =
        net(later).values().keySet().stream().filter(day -> day > window.until()).count();
    return new Row(
        netted.values().keySet().stream().mapToInt(day -> day).toArray(),
        netted.values().values().stream().mapToDouble(value -> value).toArray(),
        netted.unlinked(),
        sum,
        cash,
        purchases);
  }

  /** Values of purchase days and the refunds of nothing in particular. */
  private record Netted(TreeMap<Integer, Double> values, double unlinked) {}

  private static Netted net(Shop.Customer customer) {
    double[] amounts = customer.amounts().clone();
    double unlinked = 0;
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] < 0) {
        int j = i - 1;
        while (j >= 0 && !(amounts[j] > 0 && Math.abs(amounts[j] + amounts[i]) < SAME)) {
          j--;
        }
        if (j >= 0) {
          amounts[j] = 0;
        } else {
          unlinked -= amounts[i];
        }
      }
    }
    TreeMap<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] > 0) {
        values.merge(customer.days()[i], amounts[i], Double::sum);
      }
    }
    return new Netted(values, unlinked);
  }

  Window window() {
    return window;
  }

  PurchaseLog log() {
    return log;
  }

  int customers() {
    return paid.length;
  }

  /** Returns what a customer paid, refunds that name their purchase taken off. */
  double paid(int customer) {
    return paid[customer];
  }

  /** Returns the other refunds of a customer. */
  double refunded(int customer) {
    return refunded[customer];
  }

  /** Returns all that a customer paid and got back. */
  double history(int customer) {
    return history[customer];
  }

  /** Returns what each customer then paid, less what each then got back. */
  double[] cash() {
    return cash.clone();
  }

  /** Returns how often each then bought. */
  double[] purchases() {
    return purchases.clone();
  }
}
