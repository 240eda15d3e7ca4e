// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The whole main job against the bare minimum: {@code PipelineBenchmark PERENNE FOLDER ROWS MEMORY
 * THREADS PAIRS}.
 *
 * <p>The bare minimum is one DuckDB process with the same memory and threads that reads the file
 * and writes, per customer, repeat purchase days, recency, age, money and three windows, days
 * de-duplicated. Both are whole processes, from start to end, in turn; the median ratio counts.
 * With 0 pairs only the files are generated.
 */
final class PipelineBenchmark {
  private static final String DAY_AFTER = "TIMESTAMP '2025-12-31 00:00:00'";
  private static final String AS_OF = "2025-12-30";

  private final Path perenne;
  private final Path folder;
  private final long rows;
  private final String memory;
  private final String threads;
  private final int pairs;
  private long peakMib;

  private PipelineBenchmark(String[] args) {
    perenne = Path.of(args[0]);
    folder = Path.of(args[1]);
    rows = Long.parseLong(args[2]);
    memory = args[3];
    threads = args[4];
    pairs = Integer.parseInt(args[5]);
  }

  /** Generates what is missing, measures, and prints a table and one line of ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    new PipelineBenchmark(args).run();
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    generate();
    if (pairs == 0) {
      return;
    }
    System.out.printf(
        Locale.ROOT, "%-22s %10s %10s %9s %9s%n", "input", "bare s", "perenne s", "ratio", "cpu");
    double csv = compare("csv", "transactions", "csv");
    double parquet = compare("parquet", "transactions", "parquet");
    double orderCsv = compare("csv with order ids", "orders", "csv");
    double orderParquet = compare("parquet with order ids", "orders", "parquet");
    System.out.printf(
        Locale.ROOT,
        "rows=%d memory=%s threads=%s ratio-csv=%.2f ratio-parquet=%.2f peak-mib=%d"
            + " ratio-orders-csv=%.2f ratio-orders-parquet=%.2f%n",
        rows,
        memory,
        threads,
        csv,
        parquet,
        peakMib,
        orderCsv,
        orderParquet);
  }

  private Path file(String name, String extension) {
    return folder.resolve(name + "-" + rows + "." + extension);
  }

  private void generate() throws IOException, InterruptedException {
    Path last = file("orders", "parquet");
    if (Files.exists(last)) {
      return;
    }
    Path raw = file("raw", "csv");
    java("io.perenne.benchmarks.Generator", Long.toString(rows), raw.toString());
    String read =
        "read_csv('"
            + raw
            + "', header = true, auto_detect = false, delim = ',', columns = {'order_id': 'VARCHAR',"
            + " 'customer_id': 'VARCHAR', 'time': 'TIMESTAMP', 'amount': 'DECIMAL(18, 2)'})";
    Path sorted = file("orders", "sorted");
    List<String> statements = new ArrayList<>();
    statements.add("SET preserve_insertion_order = true");
    statements.add(
        "COPY (FROM " + read + " ORDER BY time, order_id) TO '" + sorted + "' (FORMAT parquet)");
    String from = "FROM read_parquet('" + sorted + "')";
    statements.add("COPY (" + from + ") TO '" + file("orders", "csv") + "'");
    String three = "SELECT customer_id, time, amount " + from;
    statements.add("COPY (" + three + ") TO '" + file("transactions", "csv") + "'");
    statements.add(
        "COPY (" + three + ") TO '" + file("transactions", "parquet") + "' (FORMAT parquet)");
    engine("8GB", statements);
    Files.delete(raw);
    Files.move(sorted, last);
  }

  private double compare(String label, String name, String extension)
      throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      Measured bare = engine(memory, List.of(bare(file(name, extension), extension, name)));
      Measured whole = perenne(file(name, extension));
      double ratio = whole.seconds() / bare.seconds();
      ratios.add(ratio);
      peakMib = Math.max(peakMib, whole.peakMib());
      System.out.printf(
          Locale.ROOT,
          "%-22s %10.1f %10.1f %9.2f %9.2f%n",
          label,
          bare.seconds(),
          whole.seconds(),
          ratio,
          whole.cpuSeconds() / bare.cpuSeconds());
    }
    ratios.sort(Comparator.naturalOrder());
    return ratios.get(ratios.size() / 2);
  }

  private String bare(Path file, String extension, String name) {
    String order = name.equals("orders") ? "'order_id': 'VARCHAR', " : "";
    String source =
        extension.equals("csv")
            ? "read_csv('"
                + file
                + "', header = true, auto_detect = false, delim = ',', columns = {"
                + order
                + "'customer_id': 'VARCHAR', 'time': 'TIMESTAMP', 'amount': 'DECIMAL(18, 4)'})"
            : "read_parquet('" + file + "')";
    String window = "sum(amount) FILTER (day > DATE '" + AS_OF + "' - %d)";
    return "COPY (SELECT customer_id, count(*) - 1 AS x, max(day) - min(day) AS t_x, DATE '"
        + AS_OF
        + "' - min(day) AS t, sum(amount) AS money, "
        + window.formatted(90)
        + " AS money_90, "
        + window.formatted(180)
        + " AS money_180, "
        + window.formatted(360)
        + " AS money_360 FROM (SELECT customer_id, time::DATE AS day, sum(amount) AS amount FROM "
        + source
        + " WHERE time < "
        + DAY_AFTER
        + " GROUP BY ALL) GROUP BY customer_id) TO '"
        + folder.resolve("bare.csv")
        + "'";
  }

  private Measured engine(String limit, List<String> statements)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of(limit, threads, folder.resolve("spill").toString()));
    arguments.addAll(statements);
    return java("io.perenne.benchmarks.Engine", arguments.toArray(String[]::new));
  }

  private Measured java(String main, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    return Measured.run(command, folder.resolve("bare.log"));
  }

  private Measured perenne(Path transactions) throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    delete(home);
    Measured measured =
        Measured.run(
            List.of(
                perenne.toString(),
                "run",
                "--transactions",
                transactions.toString(),
                "--as-of",
                AS_OF,
                "--home",
                home.toString(),
                "--memory",
                memory,
                "--threads",
                threads,
                "--json"),
            folder.resolve("perenne.log"));
    delete(home);
    return measured;
  }

  private static void delete(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
