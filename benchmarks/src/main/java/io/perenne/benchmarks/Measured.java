// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has run to its end.
 *
 * @param seconds from start to end
 * @param cpuSeconds of all its threads
 * @param peakMib the most it had resident, as the kernel counts it
 */
public record Measured(double seconds, double cpuSeconds, long peakMib) {
  private static final long POLL_MILLIS = 20;

  /** Runs a command whose output goes to a file. */
  public static Measured run(List<String> command, Path log)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    long peak = 0;
    double cpu = 0;
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peakKib(process.pid()));
      cpu = process.info().totalCpuDuration().map(d -> d.toMillis() / 1000.0).orElse(cpu);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "exit " + process.exitValue() + " of " + command + "\n" + Files.readString(log));
    }
    return new Measured(seconds, cpu, peak / 1024);
  }

  private static long peakKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException gone) {
      return 0;
    }
  }
}
