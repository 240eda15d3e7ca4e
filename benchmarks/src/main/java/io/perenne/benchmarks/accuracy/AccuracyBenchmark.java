// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.accuracy;

import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.outlook.OutlookOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Forecasts of money from rolling windows of public data, against what came: first what MBG/NBD
 * with Gamma-Gamma alone would have said, then what the product says.
 *
 * <p>Arguments: the folder with the data, then windows as months+horizon, as {@code 12+6 12+12}.
 */
public final class AccuracyBenchmark {

  private static final int LEAST_CUSTOMERS = 50;
  private static final int SEGMENTS = 11;

  private final List<Double> plainBias = new ArrayList<>();
  private final List<Double> bias = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();
  private int cells;
  private int plainCellsRight;
  private int cellsRight;
  private int rangesRight;

  private AccuracyBenchmark() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    List<String> lengths = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
    if (lengths.isEmpty()) {
      lengths.addAll(List.of("12+6", "12+12"));
    }
    AccuracyBenchmark benchmark = new AccuracyBenchmark();
    for (Shop shop : shops(data)) {
      for (String length : lengths) {
        String[] months = length.split("\\+", -1);
        for (Window window :
            shop.windows(Integer.parseInt(months[0]), Integer.parseInt(months[1]))) {
          benchmark.run(window);
        }
      }
    }
    benchmark.summary();
  }

  private static List<Shop> shops(Path data) throws IOException {
    List<Shop> shops = new ArrayList<>();
    Path first = data.resolve("online-retail-2/orders_2009_2010.csv.gz");
    Path second = data.resolve("online-retail/orders_derived.csv.gz");
    if (Files.exists(first) && Files.exists(second)) {
      shops.add(
          Shop.read(
              "online-retail",
              new Shop.Columns("customer_id", "order_time", "amount_gbp"),
              List.of(first, second)));
    }
    Path cdnow = data.resolve("cdnow/cdnow_master.csv.gz");
    if (Files.exists(cdnow)) {
      shops.add(
          Shop.read(
              "cdnow", new Shop.Columns("customer_id", "date", "dollar_value"), List.of(cdnow)));
    }
    return shops;
  }

  private void run(Window window) {
    KnownBase base = new KnownBase(window);
    MoneyForecast plain = MoneyForecast.plain(base);
    MoneyForecast now = MoneyForecast.of(base, OutlookOptions.withDefaults());
    double[] cash = base.cash();
    double[] purchases = base.purchases();
    double error =
        Scores.meanAbsoluteError(now.purchases(), purchases)
                / Scores.meanAbsoluteError(plain.purchases(), purchases)
            - 1;
    double moneyError =
        Scores.meanAbsoluteError(now.money(), cash) / Scores.meanAbsoluteError(plain.money(), cash)
            - 1;
    double ratio = Scores.bias(now.money(), cash);
    plainBias.add(Math.abs(Scores.bias(plain.money(), cash)));
    bias.add(Math.abs(ratio));
    errors.add(error);
    boolean holds = now.range().holds(Scores.sum(cash));
    rangesRight += holds ? 1 : 0;
    Outlook outlook = now.outlook().orElseThrow();
    print(
        "%-44s purchases %+6.1f %% > %+6.1f %%, money %+6.1f %% > %+6.1f %%, error %+5.1f %% money"
            + " %+5.1f %%, rank %.3f > %.3f, gini %.3f > %.3f, tenths %.3f > %.3f, range %.2f-%.2f"
            + " %s, gone %.2f/%.2f%s%s%s%n",
        window.name(),
        100 * Scores.bias(plain.purchases(), purchases),
        100 * Scores.bias(now.purchases(), purchases),
        100 * Scores.bias(plain.money(), cash),
        100 * ratio,
        100 * error,
        100 * moneyError,
        Scores.spearman(plain.money(), cash),
        Scores.spearman(now.money(), cash),
        Scores.gini(plain.money(), cash),
        Scores.gini(now.money(), cash),
        Scores.decileError(plain.money(), cash),
        Scores.decileError(now.money(), cash),
        now.range().low() / Scores.sum(cash),
        now.range().high() / Scores.sum(cash),
        holds ? "held" : "MISSED",
        outlook.decay().firstYear(),
        outlook.decay().secondYear(),
        outlook.season().isPresent() ? ", season" : "",
        now.usesStateFactors() ? ", states" : "",
        outlook.fits().size() > OutlookOptions.withDefaults().models().size() ? ", regular" : "");
    segments(base, plain, now);
  }

  private void segments(KnownBase base, MoneyForecast plain, MoneyForecast now) {
    int[] segments = MoneyForecast.segmentation(base, now.money()).segments();
    double[] cash = base.cash();
    StringBuilder line = new StringBuilder("    ");
    for (int segment = 1; segment <= SEGMENTS; segment++) {
      double before = 0;
      double after = 0;
      double actual = 0;
      int customers = 0;
      for (int c = 0; c < cash.length; c++) {
        if (segments[c] == segment) {
          before += plain.money()[c];
          after += now.money()[c];
          actual += cash[c];
          customers++;
        }
      }
      if (customers >= LEAST_CUSTOMERS) {
        cells++;
        plainCellsRight += within(before / actual) ? 1 : 0;
        cellsRight += within(after / actual) ? 1 : 0;
        line.append(
            String.format(
                Locale.ROOT,
                " %02d(%d) %.2f>%.2f",
                segment,
                customers,
                before / actual,
                after / actual));
      }
    }
    print("%s%n", line);
  }

  private static boolean within(double ratio) {
    return ratio >= 0.67 && ratio <= 1.5;
  }

  private void summary() {
    int n = bias.size();
    print(
        "%d windows. |bias of money| median %.1f %% > %.1f %%, worst %.1f %% > %.1f %%; worst change"
            + " of the mean absolute error of purchases %+.1f %%; segments within 0.67 to 1.5:"
            + " %d > %d of %d (%.0f %%); ranges held %d of %d%n",
        n,
        100 * median(plainBias),
        100 * median(bias),
        100 * highest(plainBias),
        100 * highest(bias),
        100 * highest(errors),
        plainCellsRight,
        cellsRight,
        cells,
        100.0 * cellsRight / cells,
        rangesRight,
        n);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double highest(List<Double> values) {
    return values.stream().mapToDouble(value -> value).max().orElse(Double.NaN);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
