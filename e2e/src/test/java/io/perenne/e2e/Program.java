// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, started as people start it. */
final class Program {
  private static final String PATH = System.getProperty("perenne.program", "../perenne");
  private static final Path ORDERS =
      Path.of(PATH)
          .toAbsolutePath()
          .resolveSibling("cli/src/main/resources/io/perenne/cli/demo/online_retail_orders.csv.gz")
          .normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Program() {}

  /** Runs a command to its end. */
  static void run(Path log, String... arguments) throws IOException, InterruptedException {
    Process process = start(log, arguments);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", arguments) + "\n" + Files.readString(log));
    }
  }

  /** Adds a source of events; returns its write key. */
  static String addSource(Path home, String name) throws IOException, InterruptedException {
    Path said = home.resolveSibling("source.log");
    run(said, "sources", "add", name, "--key-only", "--home", home.toString());
    return Files.readString(said).strip();
  }

  /** Makes two runs of the orders of the demo, nine days apart; returns their home. */
  static Path makeTwoRuns(Path folder) throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    for (String day : List.of("2011-11-30", "2011-12-09")) {
      makeRun(home, ORDERS, day, "currency=GBP", "time-zone=Europe/London");
    }
    return home;
  }

  /** Makes a run of a file of orders. */
  static void makeRun(Path home, Path orders, String day, String... settings)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--quiet", "--home", home.toString(), "--as-of", day));
    arguments.addAll(List.of("--transactions", orders.toString()));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    run(home.resolveSibling("run.log"), arguments.toArray(new String[0]));
  }

  /** Writes orders of a small shop: each customer buys now and then in two years. */
  static Path writeOrders(Path file, int customers) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<String> rows = new ArrayList<>(List.of("order_id,customer_id,order_time,amount"));
    for (int customer = 0; customer < customers; customer++) {
      LocalDate day = LocalDate.of(2023, 7, 1).plusDays(random.nextInt(600));
      int pause = 10 + random.nextInt(90);
      for (int order = 0; day.isBefore(LocalDate.of(2025, 6, 30)) && order < 12; order++) {
        rows.add(
            "%d-%d,C%05d,%s,%d.%02d"
                .formatted(
                    customer, order, customer, day, 5 + random.nextInt(150), random.nextInt(100)));
        day = day.plusDays(1 + random.nextInt(2 * pause));
      }
    }
    return Files.write(file, rows);
  }

  private static Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PATH));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
        .start();
  }

  /** Serves a home on a free port. */
  static Served serve(Path home, Path log, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--home", home.toString(), "--port", "0"));
    arguments.addAll(List.of(more));
    return new Served(start(log, arguments.toArray(new String[0])), log);
  }

  /** A server, which ends with this object. */
  static final class Served implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/");
    private static final Pattern WELCOME = Pattern.compile("(http://\\S+/welcome/\\S+)");

    private final Process process;
    private final Path log;

    Served(Process process, Path log) throws IOException, InterruptedException {
      this.process = process;
      this.log = log;
      printed(ADDRESS);
    }

    /** Returns its address, without a slash at the end. */
    String address() throws IOException, InterruptedException {
      return printed(ADDRESS);
    }

    /** Returns the link that makes the administrator. */
    String welcome() throws IOException, InterruptedException {
      return printed(WELCOME);
    }

    private String printed(Pattern pattern) throws IOException, InterruptedException {
      Instant end = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(end) && process.isAlive()) {
        Matcher matcher = pattern.matcher(Files.readString(log));
        if (matcher.find()) {
          return matcher.group(1);
        }
        Thread.sleep(50);
      }
      throw new IOException("not printed: " + pattern + "\n" + Files.readString(log));
    }

    /** Ends it as a crash of the machine would. */
    void kill() throws InterruptedException {
      process.destroyForcibly();
      process.waitFor();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
