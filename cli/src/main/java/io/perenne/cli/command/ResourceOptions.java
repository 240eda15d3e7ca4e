// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.task.Resources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a job may use of the machine, and how long it waits for another. */
final class ResourceOptions {
  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Memory of the whole process, as in 2GB. Default: half of the machine's.")
  private @Nullable ByteSize memory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: one for each processor. Results are the same with any number.")
  private @Nullable Integer threads;

  @Option(
      names = "--lock-wait",
      paramLabel = "SECONDS",
      description =
          "How long to wait while another process publishes a run in the home. Default: 3600.")
  private @Nullable Integer lockWait;

  /** Returns the resources; what was not given, as fits this machine. */
  Resources resources() {
    Resources resources = Resources.ofMachine();
    if (memory != null) {
      resources = resources.withMemoryBytes(requireEnough(memory.bytes()));
    }
    if (threads != null) {
      resources = resources.withThreads(requireOne(threads));
    }
    return lockWait == null ? resources : resources.withLockWait(duration(lockWait));
  }

  private static long requireEnough(long bytes) {
    if (bytes < Resources.LEAST_MEMORY) {
      String least = Resources.LEAST_MEMORY / 1_000_000 + "MB";
      throw new InputException(
          new Problem(
              "too little memory for a run",
              "--memory",
              bytes + " bytes",
              "give at least " + least));
    }
    return bytes;
  }

  private static int requireOne(int threads) {
    if (threads < 1) {
      throw new InputException(
          new Problem(
              "not at least one thread",
              "--threads",
              Integer.toString(threads),
              "leave it out for one a processor"));
    }
    return threads;
  }

  private static Duration duration(int seconds) {
    if (seconds < 0) {
      throw new InputException(
          new Problem(
              "a time to wait is below 0",
              "--lock-wait",
              Integer.toString(seconds),
              "give 0 to be refused at once"));
    }
    return Duration.ofSeconds(seconds);
  }
}
