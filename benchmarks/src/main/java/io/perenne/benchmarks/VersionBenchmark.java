// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two versions of the main job in turn on one file: {@code VersionBenchmark BEFORE_JAR NOW_JAR FILE
 * AS_OF FOLDER MEMORY THREADS PAIRS}.
 *
 * <p>Every pair runs both jars with the same options, the one that goes first alternating, since
 * the second finds the file in the cache. Prints the median of each stage, as the run's own
 * document has it, and of the whole process.
 */
final class VersionBenchmark {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-Xmx384m",
          "-XX:-UsePerfData",
          "-XX:Tier4InvocationThreshold=100000",
          "-XX:Tier4MinInvocationThreshold=12000",
          "-XX:Tier4CompileThreshold=300000",
          "-XX:Tier4BackEdgeThreshold=800000");

  private final Path transactions;
  private final String asOf;
  private final Path folder;
  private final String memory;
  private final String threads;

  private VersionBenchmark(String[] args) {
    transactions = Path.of(args[2]);
    asOf = args[3];
    folder = Path.of(args[4]);
    memory = args[5];
    threads = args[6];
  }

  /** Measures, and prints a line for each stage: median before, median now, now / before. */
  public static void main(String[] args) throws IOException, InterruptedException {
    VersionBenchmark benchmark = new VersionBenchmark(args);
    Files.createDirectories(benchmark.folder);
    Map<String, List<Double>> before = new LinkedHashMap<>();
    Map<String, List<Double>> now = new LinkedHashMap<>();
    int pairs = Integer.parseInt(args[7]);
    for (int pair = 0; pair < pairs; pair++) {
      if (pair % 2 == 0) {
        benchmark.measure(Path.of(args[0]), before);
        benchmark.measure(Path.of(args[1]), now);
      } else {
        benchmark.measure(Path.of(args[1]), now);
        benchmark.measure(Path.of(args[0]), before);
      }
    }
    System.out.printf(Locale.ROOT, "%-12s %10s %10s %9s%n", "stage", "before s", "now s", "ratio");
    before.forEach(
        (stage, seconds) -> {
          double was = median(seconds);
          double is = median(now.getOrDefault(stage, List.of()));
          System.out.printf(Locale.ROOT, "%-12s %10.2f %10.2f %9.2f%n", stage, was, is, is / was);
        });
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : 0.5 * (sorted.get(middle - 1) + sorted.get(middle));
  }

  private void measure(Path jar, Map<String, List<Double>> stages)
      throws IOException, InterruptedException {
    Path home = folder.resolve("home");
    delete(home);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), "run", "--transactions"));
    command.addAll(List.of(transactions.toString(), "--as-of", asOf, "--home", home.toString()));
    command.addAll(List.of("--memory", memory, "--threads", threads, "--json"));
    Measured measured = Measured.run(command, folder.resolve("version.log"));
    timings(home)
        .properties()
        .forEach(stage -> add(stages, stage.getKey(), stage.getValue().doubleValue()));
    add(stages, "process", measured.seconds());
    add(stages, "cpu", measured.cpuSeconds());
    add(stages, "peak MiB", (double) measured.peakMib());
    delete(home);
  }

  private static void add(Map<String, List<Double>> stages, String name, double value) {
    stages.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** Returns the seconds of each stage that the only run of a home has recorded. */
  private static JsonNode timings(Path home) throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      Path run =
          runs.map(folder -> folder.resolve("run.json"))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      return new ObjectMapper().readTree(run.toFile()).path("timings");
    }
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
