// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.benchmarks.Measured;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * {@code perenne fit --covariates} from process start to kept model, on customers each of whom has
 * three covariates of his own that change every week for two years.
 */
public final class CovariatesBenchmark {
  private static final LocalDate START = LocalDate.of(2022, 1, 3);
  private static final int WEEKS = 104;
  private static final double SECONDS = 30;

  private final Path transactions;
  private final Path covariates;

  private CovariatesBenchmark(Path folder) {
    this.transactions = folder.resolve("dated-transactions.csv");
    this.covariates = folder.resolve("dated-covariates.csv");
  }

  /** Runs with the path of perenne, a folder and the number of customers. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    CovariatesBenchmark benchmark = new CovariatesBenchmark(folder);
    benchmark.draw(Integer.parseInt(arguments[2]));
    Goals goals = new Goals();
    for (String model : List.of("mbg-nbd", "pareto-nbd")) {
      Measured fit = benchmark.fit(Path.of(arguments[0]), folder, model);
      System.out.printf(
          Locale.ROOT,
          "%-12s %6.1f s %6.1f cpu %5d MiB%n",
          model,
          fit.seconds(),
          fit.cpuSeconds(),
          fit.peakMib());
      goals.addSeconds("fit-dated-" + model + "-seconds", fit.seconds(), fit.cpuSeconds(), SECONDS);
    }
    goals.print();
  }

  private Measured fit(Path perenne, Path folder, String model)
      throws IOException, InterruptedException {
    return Measured.run(
        List.of(
            perenne.toString(),
            "fit",
            "--transactions",
            transactions.toString(),
            "--model",
            model,
            "--covariates",
            covariates.toString(),
            "--save",
            folder.resolve("dated-" + model + ".json").toString()),
        folder.resolve("dated.log"));
  }

  /** Draws customers of Pareto/NBD day by day. */
  private void draw(int customers) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter purchases = Files.newBufferedWriter(transactions);
        BufferedWriter known = Files.newBufferedWriter(covariates)) {
      purchases.write("customer,date,amount\n");
      known.write("customer,date,campaign,price,web\n");
      for (int c = 0; c < customers; c++) {
        double[] moved = new double[WEEKS];
        double price = 10;
        for (int w = 0; w < WEEKS; w++) {
          int campaign = random.nextInt(5) == 0 ? 1 : 0;
          int web = random.nextInt(3) == 0 ? 1 : 0;
          price += 0.4 * random.nextGaussian() - 0.05 * (price - 10);
          moved[w] = 0.8 * (campaign - 0.2) - 0.2 * (price - 10) + 0.3 * (web - 0.33);
          known.write(
              String.format(
                  Locale.ROOT, "C%d,%s,%d,%.2f,%d%n", c, START.plusWeeks(w), campaign, price, web));
        }
        drawPurchases(c, moved, random, purchases);
      }
    }
  }

  private static void drawPurchases(
      int customer, double[] moved, SplittableRandom random, BufferedWriter purchases)
      throws IOException {
    double rate = random.nextExponential() / 60;
    double gone = random.nextExponential() * 300 / Math.max(1e-3, random.nextExponential());
    int first = random.nextInt(7 * WEEKS / 2);
    for (int day = first; day < Math.min(7.0 * WEEKS, first + gone); day++) {
      double pace = rate * Math.exp(moved[day / 7]);
      if (day == first || random.nextDouble() < -Math.expm1(-pace)) {
        purchases.write(
            String.format(
                Locale.ROOT,
                "C%d,%s,%.2f%n",
                customer,
                START.plusDays(day),
                Math.exp(3 + 0.4 * random.nextGaussian())));
      }
    }
  }
}
