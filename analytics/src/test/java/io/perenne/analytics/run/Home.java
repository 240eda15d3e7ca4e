// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.ProgressListener;
import io.perenne.analytics.task.Resources;
import io.perenne.analytics.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A home in a temporary folder, with the main job run in it as a user would. */
final class Home {
  private final Path folder;
  private RunConfiguration configuration = RunConfiguration.defaults();
  private final List<String> customers = new ArrayList<>();
  private long memoryBytes = 1_000_000_000;
  private int threads = 2;
  private Optional<Path> out = Optional.empty();
  private ProgressListener listener = ProgressListener.SILENT;
  private int runs;

  Home(Path folder) {
    this.folder = folder;
  }

  Home with(String key, String value) {
    configuration = configuration.with(key, value);
    return this;
  }

  Home withCustomers(Path file) {
    customers.add(file.toString());
    return this;
  }

  Home withThreads(int count) {
    threads = count;
    return this;
  }

  Home withMemory(long bytes) {
    memoryBytes = bytes;
    return this;
  }

  /** Gives the next run the id and the luck of that number; two of one home may not share one. */
  Home countingFrom(int number) {
    runs = number;
    return this;
  }

  Home withOut(Path file) {
    out = Optional.of(file);
    return this;
  }

  Home withListener(ProgressListener other) {
    listener = other;
    return this;
  }

  /** Writes a file of transactions and returns it. */
  Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(folder);
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file;
  }

  /** Writes ten customers who buy every thirty days through 2024, and forty who buy once in it. */
  Path writeRegulars() throws IOException {
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 10; customer++) {
      for (int month = 1; month <= 12; month++) {
        rows.add("R%02d,2024-%02d-%02d,%d.50".formatted(customer, month, 3 + customer, 20 + month));
      }
    }
    for (int customer = 0; customer < 40; customer++) {
      rows.add("O%02d,2024-%02d-15,9.99".formatted(customer, 1 + customer % 12));
    }
    return write("regulars.csv", rows.toArray(String[]::new));
  }

  RunDocument run(String asOf, Path... transactions) {
    RunRequest request = request(asOf, transactions);
    return call(task -> RunJob.run(request, task));
  }

  Inspection inspect(String asOf, Path... transactions) {
    RunRequest request = request(asOf, transactions);
    return call(task -> InspectJob.run(request, task));
  }

  private RunRequest request(String asOf, Path... transactions) {
    return new RunRequest(
        new TransactionInput(
            java.util.Arrays.stream(transactions).map(Path::toString).toList(),
            ColumnMapping.none(),
            configuration),
        customers,
        Optional.of(LocalDate.parse(asOf)),
        folder.resolve("home"),
        out);
  }

  private <T> T call(Task.Work<T> job) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(runs++);
    return Task.call(
        InstantSource.fixed(now),
        new SplittableRandom(runs),
        new Resources(memoryBytes, threads, Duration.ofMinutes(10)),
        listener,
        new Cancellation(),
        job);
  }

  RunStore store() {
    return RunStore.of(folder.resolve("home"));
  }

  Path file(RunDocument run, String key) {
    return store().folder(run).resolve(run.files().get(key));
  }

  /** Returns the lines of the rejects of a run, without the header. */
  List<String> rejects(RunDocument run) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(
                new java.util.zip.GZIPInputStream(Files.newInputStream(file(run, "rejects"))),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }

  /** Returns the contract file of a run: by customer, the values by column. */
  Map<String, Map<String, String>> contract(RunDocument run) throws IOException {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    try (BufferedReader reader =
        Files.newBufferedReader(file(run, "contract"), StandardCharsets.UTF_8)) {
      List<String> names = List.of(reader.readLine().split(",", -1));
      reader
          .lines()
          .forEach(
              line -> {
                List<String> values = List.of(line.split(",", -1));
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                  row.put(names.get(i), values.get(i));
                }
                rows.put(values.get(0), row);
              });
    }
    return rows;
  }
}
