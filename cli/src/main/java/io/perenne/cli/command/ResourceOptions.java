// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.task.Resources;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Message;
import io.perenne.server.options.Given;
import io.perenne.server.options.OptionSources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a job may use of the machine, and how long it waits for another. */
final class ResourceOptions {
  private static final int MOST_THREADS = 4096;

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
    return resources(memory, threads);
  }

  /** Returns the resources of a server; what was not given here, as its other options say. */
  Resources resources(OptionSources sources) {
    return resources(
        memory == null ? sources.find("memory").map(ResourceOptions::size).orElse(null) : memory,
        threads == null
            ? sources
                .find("threads")
                .map(each -> each.number(1, MOST_THREADS, "threads"))
                .orElse(null)
            : threads);
  }

  /** Returns a size that was given as text. */
  static ByteSize size(Given given) {
    try {
      return ByteSize.parse(given.text());
    } catch (IllegalArgumentException e) {
      throw given.refused("memory");
    }
  }

  private Resources resources(@Nullable ByteSize memory, @Nullable Integer threads) {
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
      throw refused(
          "refusal.memory",
          "--memory",
          Messages.message("refusal.memory.bytes", "" + bytes),
          Messages.message("refusal.memory.remedy", least));
    }
    return bytes;
  }

  private static int requireOne(int threads) {
    if (threads < 1) {
      throw refused(
          "refusal.threads",
          "--threads",
          Messages.message("refusal.other", "" + threads),
          Messages.message("refusal.threads.remedy"));
    }
    return threads;
  }

  private static Duration duration(int seconds) {
    if (seconds < 0) {
      throw refused(
          "refusal.wait",
          "--lock-wait",
          Messages.message("refusal.other", "" + seconds),
          Messages.message("refusal.wait.remedy"));
    }
    return Duration.ofSeconds(seconds);
  }

  private static InputException refused(String what, String option, Message value, Message remedy) {
    return new InputException(
        Problem.of(Messages.message(what)).withWhere(option).withValue(value).withRemedy(remedy));
  }
}
