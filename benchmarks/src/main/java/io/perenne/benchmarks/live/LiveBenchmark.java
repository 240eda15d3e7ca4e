// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import io.perenne.benchmarks.Measured;
import io.perenne.benchmarks.ServerProcess;
import io.perenne.server.account.Change;
import io.perenne.server.account.Keys;
import io.perenne.server.account.Permission;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that takes events and answers questions about profiles, each answer of an event given
 * once it is on the disk; against the bare store that does the same writes, or reads, and nothing
 * else.
 */
public final class LiveBenchmark {
  private static final Change BY = new Change("benchmark", "127.0.0.1");
  private static final Pattern ADDRESS = Pattern.compile("http://[^/\\s]+:(\\d+)/");
  private static final Pattern TOLD = Pattern.compile("per-second ([0-9.]+) p99 (\\S+)");
  private static final int BATCH = 100;
  private static final int MOST_TOGETHER = 2500;
  private static final int BESIDE = 2000;
  private static final int READERS = 16;

  private final String perenne;
  private final Path folder;
  private final Path home;
  private final int people;
  private final int connections;
  private final Duration length;
  private final Optional<Postgres> postgres;
  private final List<String> line = new ArrayList<>();

  private LiveBenchmark(String[] arguments, Optional<Postgres> postgres) throws IOException {
    perenne = arguments[0];
    people = Integer.parseInt(arguments[2]);
    folder = Files.createDirectories(Path.of(arguments[1]).resolve("live-" + people));
    home = folder.resolve("home");
    connections = Integer.parseInt(arguments[3]);
    length = Duration.ofSeconds(Integer.parseInt(arguments[4]));
    this.postgres = postgres;
  }

  /**
   * Runs with the path of perenne, a folder, the numbers of profiles and of connections, the
   * seconds of each measurement, and {@code sqlite} or {@code postgresql}.
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    if (arguments[5].equals("postgresql")) {
      try (Postgres postgres = Postgres.start(Path.of(arguments[1]))) {
        new LiveBenchmark(arguments, Optional.of(postgres)).measure();
      }
    } else {
      new LiveBenchmark(arguments, Optional.empty()).measure();
    }
  }

  /** Customers whose ids are those of the visitors, so that profiles have a value; once. */
  private void makeRun() throws IOException, InterruptedException {
    Path made = folder.resolve("made");
    if (Files.exists(made)) {
      return;
    }
    String transactions = folder.resolve("transactions.parquet").toString();
    String customers = Integer.toString(people);
    run(
        "simulate",
        "--model",
        "mbg-nbd",
        "--customers",
        customers,
        "--days",
        "730",
        "--out",
        transactions);
    run("run", "--transactions", transactions, "--home", home.toString());
    Files.createFile(made);
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(perenne));
    command.addAll(List.of(arguments));
    Measured.run(command, folder.resolve(arguments[0] + ".log"));
  }

  private void measure() throws IOException, InterruptedException, SQLException {
    makeRun();
    for (String each : List.of("perenne.db", "perenne.db-wal", "perenne.db-shm", "bare.db")) {
      Files.deleteIfExists(home.resolve(each));
    }
    DatabaseAddress address =
        postgres
            .map(each -> DatabaseAddress.postgresql(each.url("postgres"), home))
            .orElseGet(() -> DatabaseAddress.inHome(home));
    String write;
    String read;
    try (Store store = Store.open(address, InstantSource.system())) {
      SecureRandom random = new SecureRandom();
      write = new WriteKeys(store, InstantSource.system(), random).add(BY, "web");
      read =
          new Keys(store, InstantSource.system(), random)
              .add(BY, "web", Set.of(Permission.READ, Permission.CUSTOMERS), Optional.empty());
    }
    List<String> serve =
        new ArrayList<>(List.of(perenne, "serve", "--home", home.toString(), "--port", "0"));
    postgres.ifPresent(each -> serve.addAll(List.of("--database", each.url("postgres"))));
    String options = System.getenv().getOrDefault("PERENNE_JAVA_OPTS", "");
    Map<String, String> heap = Map.of("PERENNE_JAVA_OPTS", "-Xmx1g " + options);
    try (ServerProcess server = ServerProcess.start(serve, heap, folder.resolve("serve.log"))) {
      int port = Integer.parseInt(server.await(ADDRESS));
      String basic =
          Base64.getEncoder().encodeToString((write + ":").getBytes(StandardCharsets.UTF_8));
      take(server, port, new Visitors(people, "Basic " + basic), read);
    }
    bare("single", "write", Integer.toString(connections));
    bare("batch", "write", Integer.toString(MOST_TOGETHER));
    bare("read", "read");
    print("%n%s%n", String.join(" ", line));
  }

  private void take(ServerProcess server, int port, Visitors visitors, String key)
      throws IOException, InterruptedException, SQLException {
    Load all = new Load(port, connections, 0);
    all.run(visitors::singles, length); // warms up
    drained("warmed up");
    tell("single", all.run(visitors::singles, length), 1, server);
    drained("single");
    all.run(() -> visitors.batches(BATCH), length.dividedBy(3));
    drained("warmed up");
    tell("batch", all.run(() -> visitors.batches(BATCH), length), BATCH, server);
    drained("batch");
    Load readers = new Load(port, READERS, 0);
    var everybody = visitors.everybody(key);
    readers.run(() -> everybody, length); // each customer's first question, and warms up
    tell("read", readers.run(() -> visitors.questions(key), length), 1, server);
    Load some = new Load(port, READERS, BESIDE);
    tell("read-2000", some.run(() -> visitors.questions(key), length), 1, server);
    CompletableFuture<Spread> beside =
        CompletableFuture.supplyAsync(
            () -> quietly(new Load(port, connections, BESIDE), visitors, length));
    Spread asked = some.run(() -> visitors.questions(key), length);
    tell("read-2000-beside", asked, 1, server);
    tell("single-2000-beside", beside.join(), 1, server);
    drained("both");
  }

  private static Spread quietly(Load load, Visitors visitors, Duration length) {
    try {
      return load.run(visitors::singles, length);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell(String what, Spread spread, int each, ServerProcess server) throws IOException {
    print(
        "%-18s %8.0f/s p50 %7.2f ms p99 %7.2f ms, refused %d, load %s, %s%n",
        what,
        spread.perSecond() * each,
        spread.p50(),
        spread.p99(),
        spread.refused(),
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
        server.memory());
    line.add(
        String.format(
            Locale.ROOT,
            "%s=%.0f %s-p99=%.2f",
            what,
            spread.perSecond() * each,
            what,
            spread.p99()));
  }

  /** Waits until all events are part of profiles. */
  private void drained(String after) throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(url())) {
      long start = System.nanoTime();
      long waiting = waiting(connection);
      long first = waiting;
      while (waiting > 0) {
        Thread.sleep(100);
        waiting = waiting(connection);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      print("%-18s %8d events were no part of profiles yet, for %.1f s%n", after, first, seconds);
    }
  }

  private static long waiting(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM events_waiting")) {
      result.next();
      return result.getLong(1);
    }
  }

  private String url() {
    return postgres
        .map(each -> each.url("postgres"))
        .orElseGet(() -> "jdbc:sqlite:" + home.resolve("perenne.db"));
  }

  private void bare(String what, String how, String... together)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "java",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareStore.class.getName(),
                how,
                url()));
    if (how.equals("write")) {
      command.add(
          postgres
              .map(each -> each.url("template1"))
              .orElseGet(() -> "jdbc:sqlite:" + home.resolve("bare.db")));
    }
    command.addAll(List.of(together));
    command.add(Long.toString(length.toSeconds()));
    Path log = folder.resolve("bare.log");
    Measured.run(command, log);
    Matcher told = TOLD.matcher(Files.readString(log));
    if (!told.find()) {
      throw new IOException("the bare store has told nothing: " + Files.readString(log));
    }
    print("bare %-13s %8s/s p99 %s ms%n", what, told.group(1), told.group(2));
    line.add("bare-" + what + "=" + told.group(1));
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
