// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The models: fits and forecasts in memory, each in a process of its own, and whole processes from
 * a file to a file. {@code ModelsBenchmark PERENNE FOLDER CUSTOMERS REPEATS [CDNOW.csv]}.
 *
 * <p>Ends with one line for each goal.
 */
final class ModelsBenchmark {
  private static final int DAYS = 730;

  private final Path folder;
  private final int customers;
  private final String repeats;
  private final Goals goals = new Goals();

  private ModelsBenchmark(Path folder, int customers, String repeats) {
    this.folder = folder;
    this.customers = customers;
    this.repeats = repeats;
  }

  /** Measures and prints. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[1]);
    Files.createDirectories(folder);
    ModelsBenchmark benchmark = new ModelsBenchmark(folder, Integer.parseInt(args[2]), args[3]);
    benchmark.fits();
    benchmark.growth();
    benchmark.forecasts();
    WholeProcesses whole = new WholeProcesses(Path.of(args[0]), folder, benchmark.goals);
    whole.scores(benchmark.customers, Integer.parseInt(args[3]));
    if (args.length > 4) {
      whole.cdnow(Path.of(args[4]), Integer.parseInt(args[3]));
    }
    benchmark.goals.print();
  }

  private void fits() throws IOException, InterruptedException {
    System.out.println("Fits in memory of customers of two years; seconds, processor seconds");
    FitLine.printHeader();
    for (String model : List.of("bg-nbd", "mbg-nbd", "pareto-nbd")) {
      boolean pareto = model.equals("pareto-nbd");
      FitLine one = fit(model, customers, DAYS);
      goals.addSeconds(
          "fit-" + model + "-1m-seconds",
          one.firstSeconds(),
          one.firstCpuSeconds(),
          pareto ? 4 : 0.5);
      FitLine ten = fit(model, 10 * customers, DAYS);
      goals.addSeconds(
          "fit-" + model + "-10m-seconds",
          ten.firstSeconds(),
          ten.firstCpuSeconds(),
          pareto ? 15 : 3);
    }
  }

  private void growth() throws IOException, InterruptedException {
    System.out.println("Growth with customers, days of history, and parameters");
    FitLine.printHeader();
    for (String model : List.of("bg-nbd", "pareto-nbd")) {
      fit(model, customers / 10, DAYS);
      fit(model, customers, DAYS / 4);
      fit(model, customers, 2 * DAYS);
    }
    for (String model : List.of("nbd", "gompertz-nbd")) {
      fit(model, customers / 10, DAYS);
    }
  }

  private FitLine fit(String model, int size, int days) throws IOException, InterruptedException {
    List<String> answer = Child.run(folder, FitTimes.class, model, "" + size, "" + days, repeats);
    FitLine line = FitLine.of(answer);
    line.print();
    return line;
  }

  private void forecasts() throws IOException, InterruptedException {
    System.out.println("Forecasts for a year ahead in memory; seconds, processor seconds");
    ForecastLine.printHeader();
    for (String model : List.of("bg-nbd", "mbg-nbd", "pareto-nbd")) {
      ForecastLine line =
          ForecastLine.of(Child.run(folder, ForecastTimes.class, model, "" + customers, repeats));
      line.print();
      double goal = model.equals("pareto-nbd") ? 3 : 1;
      goals.addSeconds(
          "purchase-intervals-" + model + "-1m-seconds",
          line.purchases().get(0),
          line.purchases().get(1),
          goal);
    }
  }
}
