// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import io.perenne.benchmarks.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * {@code perenne fit} and {@code perenne score} from process start to end, beside a bare DuckDB
 * process that reads the same file and counts purchases per customer.
 */
final class WholeProcesses {
  private static final double SECONDS = 6;
  private static final double MEBIBYTES = 1024;

  private final Path perenne;
  private final Path folder;
  private final Goals goals;

  WholeProcesses(Path perenne, Path folder, Goals goals) {
    this.perenne = perenne;
    this.folder = folder;
    this.goals = goals;
  }

  /** Scores drawn customers, their purchases sorted by time as exports are. */
  void scores(int customers, int repeats) throws IOException, InterruptedException {
    printHeader();
    for (String model : List.of("mbg-nbd", "pareto-nbd")) {
      Path file = transactions(model, customers);
      Path fitted = folder.resolve(model + "-" + customers + ".json");
      Measured bare = bare(file, repeats);
      print("bare", bare, bare);
      Measured fit = perenne(repeats, fit(file, model, fitted));
      print("fit " + model, fit, bare);
      for (String extension : List.of("csv", "parquet")) {
        Path out = folder.resolve("scores." + extension);
        Measured score =
            perenne(
                repeats,
                List.of(
                    "score",
                    "--transactions",
                    file.toString(),
                    "--model",
                    fitted.toString(),
                    "--out",
                    out.toString()));
        print("score " + model + " " + extension, score, bare);
        if (extension.equals("csv")) {
          goals.addSeconds(
              "score-" + model + "-1m-seconds", score.seconds(), score.cpuSeconds(), SECONDS);
          goals.addMebibytes("score-" + model + "-1m-mib", score.peakMib(), MEBIBYTES);
        }
      }
    }
  }

  /** Fits the CDNOW master file of 23,570 customers. */
  void cdnow(Path file, int repeats) throws IOException, InterruptedException {
    printHeader();
    for (String model : List.of("bg-nbd", "pareto-nbd")) {
      Measured fit = perenne(repeats, fit(file, model, folder.resolve("cdnow.json")));
      print("fit " + model + " cdnow", fit, fit);
    }
  }

  private static List<String> fit(Path file, String model, Path fitted) {
    return List.of(
        "fit",
        "--transactions",
        file.toString(),
        "--model",
        model,
        "--save",
        fitted.toString(),
        "--quiet");
  }

  private Path transactions(String model, int customers) throws IOException, InterruptedException {
    Path file = folder.resolve(model + "-" + customers + ".csv");
    if (Files.exists(file)) {
      return file;
    }
    Path raw = folder.resolve("raw.csv");
    perenne(
        1,
        List.of(
            "simulate",
            "--model",
            model,
            "--customers",
            Integer.toString(customers),
            "--days",
            "730",
            "--seed",
            "1",
            "--out",
            raw.toString()));
    engine("COPY (FROM " + csv(raw) + " ORDER BY date, hash(customer_id)) TO '" + file + "'");
    Files.delete(raw);
    return file;
  }

  private static String csv(Path file) {
    return "read_csv('"
        + file
        + "', header = true, auto_detect = false, delim = ',', columns = {'customer_id': 'VARCHAR',"
        + " 'date': 'DATE', 'amount': 'DECIMAL(18, 2)'})";
  }

  private Measured bare(Path file, int repeats) throws IOException, InterruptedException {
    List<Measured> all = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      all.add(
          engine(
              "COPY (SELECT customer_id, count(*) - 1 AS x, max(date) - min(date) AS t_x,"
                  + " max(date) AS last, sum(amount) AS money FROM (SELECT customer_id, date,"
                  + " sum(amount) AS amount FROM "
                  + csv(file)
                  + " GROUP BY ALL) GROUP BY customer_id) TO '"
                  + folder.resolve("bare.csv")
                  + "'"));
    }
    return median(all);
  }

  private Measured engine(String statement) throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<String> command =
        Child.command(
            "256m",
            "io.perenne.benchmarks.Engine",
            "2GB",
            Integer.toString(threads),
            folder.resolve("spill").toString(),
            statement);
    return Measured.run(command, folder.resolve("bare.log"));
  }

  private Measured perenne(int repeats, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(perenne.toString()));
    command.addAll(arguments);
    List<Measured> all = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      all.add(Measured.run(command, folder.resolve("perenne.log")));
    }
    return median(all);
  }

  private static Measured median(List<Measured> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Measured::seconds))
        .skip(all.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static void printHeader() {
    System.out.printf(
        Locale.ROOT,
        "%-26s %9s %9s %9s %9s%n",
        "whole process",
        "seconds",
        "cpu",
        "peak MiB",
        "of bare");
  }

  private static void print(String what, Measured m, Measured bare) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %9.2f %9.2f %9d %9.2f%n",
        what,
        m.seconds(),
        m.cpuSeconds(),
        m.peakMib(),
        m.cpuSeconds() / bare.cpuSeconds());
  }
}
