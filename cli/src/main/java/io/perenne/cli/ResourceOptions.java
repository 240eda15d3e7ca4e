// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import com.sun.management.OperatingSystemMXBean;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.run.RunRequest;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run may use of the machine. */
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

  /** Returns the memory of the whole process, in bytes. */
  long memoryBytes() {
    if (memory == null) {
      return Math.max(machineBytes() / 2, RunRequest.LEAST_MEMORY);
    }
    if (memory.bytes() < RunRequest.LEAST_MEMORY) {
      String least = RunRequest.LEAST_MEMORY / 1_000_000 + "MB";
      throw new InputException(
          new Problem(
              "too little memory for a run",
              "--memory",
              memory.bytes() + " bytes",
              "give at least " + least));
    }
    return memory.bytes();
  }

  int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new InputException(
          new Problem(
              "not at least one thread",
              "--threads",
              threads.toString(),
              "leave it out for one a processor"));
    }
    return threads;
  }

  /** The memory of the machine, or of the container it runs in. */
  private static long machineBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
