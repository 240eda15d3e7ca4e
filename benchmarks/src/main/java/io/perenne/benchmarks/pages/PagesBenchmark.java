// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.pages;

import io.perenne.benchmarks.Measured;
import io.perenne.benchmarks.ServerProcess;
import io.perenne.benchmarks.SimulatedCustomers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages of a run of many customers under many readers, while nothing else happens and while the
 * server makes another run; against a server that answers pages of the same sizes from memory.
 */
public final class PagesBenchmark {
  private static final String PASSWORD = "benchmark of the pages";
  private static final String PERSON = "analyst@shop.example";
  private static final Pattern WELCOME = Pattern.compile("http://[^/]+(/welcome/\\S+)");
  private static final Pattern ADDRESS = Pattern.compile("(http://[^/\\s]+)/");
  private static final Pattern PORT = Pattern.compile("port (\\d+)");
  private static final List<String> DAYS = List.of("2025-12-30", "2025-12-31");
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration MOST_RESTLESS = Duration.ofMinutes(3);
  private static final int CALM_SECONDS = 5;

  /** A run of fewer customers is read as it is; nothing is prepared for its pages. */
  private static final int LEAST_PREPARED = 50_000;

  private final String perenne;
  private final String memory;
  private final Path folder;
  private final Path home;
  private final int customers;

  private PagesBenchmark(String perenne, Path folder, int customers, String memory) {
    this.perenne = perenne;
    this.folder = folder;
    this.home = folder.resolve("home");
    this.customers = customers;
    this.memory = memory;
  }

  /**
   * Runs with the path of perenne, a folder, the numbers of customers and of readers, the seconds
   * of each measurement, the longest time to think in seconds, and the memory of the server.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int customers = Integer.parseInt(arguments[2]);
    Path folder = Files.createDirectories(Path.of(arguments[1]).resolve("pages-" + customers));
    PagesBenchmark benchmark = new PagesBenchmark(arguments[0], folder, customers, arguments[6]);
    Analysts analysts =
        new Analysts(
            Integer.parseInt(arguments[3]),
            Duration.ofSeconds(Integer.parseInt(arguments[5])),
            customers);
    benchmark.makeRuns();
    benchmark.measure(analysts, Duration.ofSeconds(Integer.parseInt(arguments[4])));
  }

  /** Two runs of the same customers, a day apart, once. */
  private void makeRuns() throws IOException, InterruptedException {
    Path made = folder.resolve("made");
    if (Files.exists(made)) {
      return;
    }
    Path transactions = folder.resolve("transactions.parquet");
    Path crm = folder.resolve("customers.csv");
    run(
        List.of(
            "simulate",
            "--model",
            "mbg-nbd",
            "--customers",
            Integer.toString(customers),
            "--days",
            "730",
            "--out",
            transactions.toString()));
    try (BufferedWriter out = Files.newBufferedWriter(crm)) {
      out.write("id,email,contact_id,consent\n");
      for (int i = 1; i <= customers; i++) {
        String consent = i % 3 == 0 ? "no" : "yes";
        out.write(
            "%s,person%d@example%d.com,K%d,%s\n"
                .formatted(SimulatedCustomers.id(i, customers), i, i % 97, i, consent));
      }
    }
    for (String day : DAYS) {
      Measured run =
          run(
              List.of(
                  "run",
                  "--transactions",
                  transactions.toString(),
                  "--customers",
                  crm.toString(),
                  "--as-of",
                  day,
                  "--home",
                  home.toString(),
                  "--memory",
                  memory));
      print("run as of %s: %.1f s, peak %d MiB%n", day, run.seconds(), run.peakMib());
    }
    Files.createFile(made);
  }

  private Measured run(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(perenne));
    all.addAll(command);
    return Measured.run(all, folder.resolve(command.get(0) + ".log"));
  }

  private void measure(Analysts analysts, Duration length)
      throws IOException, InterruptedException {
    deleteCache();
    List<String> serve =
        List.of(
            perenne,
            "serve",
            "--home",
            home.toString(),
            "--port",
            "0",
            "--data",
            folder.toString(),
            "--memory",
            memory);
    Instant started = Instant.now();
    try (ServerProcess server = ServerProcess.start(serve, folder.resolve("serve.log"))) {
      Reader reader = new Reader(server.await(ADDRESS));
      enter(server, reader);
      if (customers >= LEAST_PREPARED) {
        awaitPrepared();
        print("ready %.1f s after the start%n", seconds(started));
      }
      settle(server);
      rest("idle before anybody looks", server);
      first(reader);
      analysts.look(reader, true, length.dividedBy(2), () -> false); // warms up
      PageTimes alone = analysts.look(reader, true, length, () -> false);
      print("under the readers: %s%n", server.memory());
      PageTimes bare = bare(analysts, length, alone);
      PageTimes beside = whileARunGoes(analysts, reader);
      print("after the run: %s%n", server.memory());
      tell(alone, bare, beside);
      settle(server);
      rest("idle after all of it", server);
    }
  }

  /** Waits until the server has ended what it began by itself: sorting a new run, for one. */
  private static void settle(ServerProcess server) throws IOException, InterruptedException {
    Instant start = Instant.now();
    int calm = 0;
    while (calm < CALM_SECONDS && seconds(start) < MOST_RESTLESS.toSeconds()) {
      double before = server.cpuSeconds();
      Thread.sleep(1000);
      calm = server.cpuSeconds() - before < 0.1 ? calm + 1 : 0;
    }
    print("calm after %.0f s: %s%n", seconds(start), server.memory());
  }

  /** What the server takes while nobody asks for anything. */
  private static void rest(String when, ServerProcess server)
      throws IOException, InterruptedException {
    double before = server.cpuSeconds();
    Thread.sleep(IDLE.toMillis());
    double share = (server.cpuSeconds() - before) / IDLE.toSeconds();
    print("%s: %.2f %% of one processor, %s%n", when, 100 * share, server.memory());
  }

  /** The first look at each page by anybody, in a virtual machine that has shown none. */
  private void first(Reader reader) throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/",
            "/segments",
            "/segments/04",
            "/customers",
            "/customers?q=person" + customers,
            "/customers/" + SimulatedCustomers.id(customers / 2, customers),
            "/movement",
            "/model",
            "/control-group",
            "/datamodel/preview",
            "/runs",
            "/settings")) {
      Instant start = Instant.now();
      reader.get(path);
      print("first %-28s %6.0f ms%n", path, 1000 * seconds(start));
    }
  }

  private void enter(ServerProcess server, Reader reader) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve("entered"))) {
      reader.post("/sign-in", "/sign-in", Map.of("name", PERSON, "password", PASSWORD));
      return;
    }
    String welcome = server.await(WELCOME);
    reader.post(welcome, welcome, Map.of("name", PERSON, "password", PASSWORD, "again", PASSWORD));
    for (String kind : List.of("transactions", "customers")) {
      String file = kind.equals("customers") ? "customers.csv" : "transactions.parquet";
      reader.post(
          "/data",
          "/data/sources/add",
          Map.of("kind", kind, "path", folder.resolve(file).toString()));
    }
    Files.createFile(folder.resolve("entered"));
  }

  private void deleteCache() throws IOException {
    Path cache = home.resolve("cache");
    if (Files.exists(cache)) {
      try (Stream<Path> files = Files.walk(cache)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void awaitPrepared() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(5));
    while (Instant.now().isBefore(end)) {
      if (Files.exists(home.resolve("cache"))) {
        try (Stream<Path> files = Files.walk(home.resolve("cache"))) {
          if (files.anyMatch(file -> file.endsWith("ready"))) {
            return;
          }
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("the run is not ready after five minutes");
  }

  private PageTimes bare(Analysts analysts, Duration length, PageTimes ours)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "java",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BarePages.class.getName()));
    ours.sizes().forEach((page, size) -> command.add(Reader.encoded(page) + "=" + size));
    try (ServerProcess server = ServerProcess.start(command, folder.resolve("bare.log"))) {
      Reader reader = new Reader("http://127.0.0.1:" + server.await(PORT));
      analysts.look(reader, false, length.dividedBy(4), () -> false); // warms up
      return analysts.look(reader, false, length.dividedBy(2), () -> false);
    }
  }

  /** A run that somebody ordered on the page, in the process that answers the pages. */
  private PageTimes whileARunGoes(Analysts analysts, Reader reader)
      throws IOException, InterruptedException {
    Instant start = Instant.now();
    String job = reader.post("/runs", "/runs", Map.of("as-of", DAYS.get(1)));
    AtomicLong looked = new AtomicLong();
    PageTimes times =
        analysts.look(reader, true, Duration.ofMinutes(15), () -> hasEnded(reader, job, looked));
    print("the run took %.1f s beside the readers%n", seconds(start));
    return times;
  }

  private static boolean hasEnded(Reader reader, String job, AtomicLong looked) {
    long now = System.nanoTime();
    long last = looked.get();
    if (last < 0) {
      return true;
    }
    if (now - last < 1_000_000_000L || !looked.compareAndSet(last, now)) {
      return false;
    }
    try {
      boolean ended = !reader.get(job).contains(job + "/cancel");
      if (ended) {
        looked.set(-1);
      }
      return ended;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static double seconds(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }

  private static void tell(PageTimes alone, PageTimes bare, PageTimes beside) {
    print(
        "%n%-24s | %-31s | %-15s | %-31s%n", "milliseconds", "no run", "bare", "while a run goes");
    print(
        "%-24s | %6s %7s %7s %8s | %7s %7s | %6s %7s %7s %8s%n",
        "page", "views", "p50", "p95", "p99", "p95", "ratio", "views", "p50", "p95", "p99");
    for (String page : alone.pages()) {
      line(page, alone.of(page), bare.of(page), beside.of(page));
    }
    line("all", alone.all(), bare.all(), beside.all());
    print(
        "%npages-p95=%.0f goal=500 ratio=%.1f pages-while-a-run-goes-p95=%.0f goal=1000 ratio=%.1f%n",
        alone.all().p95(),
        alone.all().p95() / bare.all().p95(),
        beside.all().p95(),
        beside.all().p95() / bare.all().p95());
  }

  private static void line(
      String page, PageTimes.Spread alone, PageTimes.Spread bare, PageTimes.Spread beside) {
    print(
        "%-24s | %6d %7.1f %7.1f %8.1f | %7.1f %7.1f | %6d %7.1f %7.1f %8.1f%n",
        page,
        alone.views(),
        alone.p50(),
        alone.p95(),
        alone.p99(),
        bare.p95(),
        alone.p95() / bare.p95(),
        beside.views(),
        beside.p50(),
        beside.p95(),
        beside.p99());
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
