// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@link ModelOperations} by JMH: {@code JmhBenchmark SECONDS [CDNOW.csv]}. Ends with one line for
 * each model, bare / ours: above 1 ours is the faster.
 */
final class JmhBenchmark {

  private static final int WARMUPS = 3;
  private static final int MEASUREMENTS = 5;

  /** What is compared: name, ours, the bare way. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("likelihood", "likelihoodAndDerivativesByCell", "likelihoodByCustomer"),
          List.of("fit", "fit", "likelihoodByCustomer"),
          List.of("expectation", "expectationByTable", "expectationByCustomer"),
          List.of("interval", "intervalShared", "intervalByCustomer"));

  private JmhBenchmark() {}

  /** Measures and prints. */
  public static void main(String[] args) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(Math.round(1000 * Double.parseDouble(args[0])));
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(ModelOperations.class.getSimpleName())
            .warmupIterations(WARMUPS)
            .warmupTime(time)
            .measurementIterations(MEASUREMENTS)
            .measurementTime(time);
    if (args.length > 1) {
      options.param("cdnow", args[1]);
    }
    print(new Runner(options.build()).run());
  }

  private static void print(Collection<RunResult> results) {
    Map<String, Map<String, Double>> millis = new TreeMap<>();
    for (RunResult result : results) {
      millis
          .computeIfAbsent(result.getParams().getParam("name"), model -> new TreeMap<>())
          .put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    millis.forEach(
        (model, byName) -> {
          StringBuilder line = new StringBuilder("jmh-" + model);
          for (List<String> pair : PAIRS) {
            double ours = byName.getOrDefault(pair.get(1), Double.NaN);
            double bare = byName.getOrDefault(pair.get(2), Double.NaN);
            line.append(
                String.format(
                    Locale.ROOT, " %s-ms=%.3g ratio=%.3g", pair.get(0), ours, bare / ours));
          }
          System.out.println(line);
        });
  }
}
