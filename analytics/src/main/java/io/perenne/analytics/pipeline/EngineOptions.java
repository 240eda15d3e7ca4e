// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.analytics.task.Cancellation;
import io.perenne.analytics.task.Resources;
import io.perenne.analytics.task.Task;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The resources of an engine.
 *
 * @param memoryBytes what it may hold in memory
 * @param threads how many threads it uses
 * @param workFolder an existing folder for what does not fit in memory; absent, a temporary folder
 *     that is deleted when the engine is closed
 * @param cancellation interrupts the engine when it is requested
 */
public record EngineOptions(
    long memoryBytes, int threads, Optional<Path> workFolder, Cancellation cancellation) {
  /** Beside a job's main engine, one that only writes a table gets this at most. */
  private static final long MOST_WRITER_BYTES = 512_000_000;

  /** Choosing rows streams; only comparing them with those of an earlier run takes memory. */
  private static final long PACKING_BYTES = 400_000_000;

  private static final int PACKING_THREADS = 2;
  private static final long LOOKUP_BYTES = 256_000_000;

  /** Requires some memory and a thread. */
  public EngineOptions {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("memoryBytes is not > 0: " + memoryBytes);
    }
    if (threads <= 0) {
      throw new IllegalArgumentException("threads is not > 0: " + threads);
    }
  }

  /** Returns the options of the main engine of a task; the work folder is not deleted. */
  public static EngineOptions of(Task task, Path workFolder) {
    return new EngineOptions(
        task.resources().engineMemoryBytes(),
        task.resources().threads(),
        Optional.of(workFolder),
        task.cancellation());
  }

  /** Returns the options of an engine beside which purchases are kept in memory. */
  public static EngineOptions besidePurchases(Task task) {
    return new EngineOptions(
        task.resources().readerMemoryBytes(),
        task.resources().threads(),
        Optional.empty(),
        task.cancellation());
  }

  /** Returns the options of an engine that only writes a table. */
  public static EngineOptions forWriting(Task task) {
    return new EngineOptions(
        Math.min(MOST_WRITER_BYTES, task.resources().readerMemoryBytes()),
        task.resources().threads(),
        Optional.empty(),
        task.cancellation());
  }

  /** Returns the options of an engine that reads a published run. */
  public static EngineOptions forReading(Resources resources) {
    return new EngineOptions(
        resources.readerMemoryBytes(), resources.threads(), Optional.empty(), new Cancellation());
  }

  /** Returns the options of an engine that writes the file of a delivery. */
  public static EngineOptions forPacking(Path workFolder) {
    return new EngineOptions(
        PACKING_BYTES, PACKING_THREADS, Optional.of(workFolder), new Cancellation());
  }

  /** Returns the options of an engine that looks up a few customers. */
  public static EngineOptions forLookups() {
    return new EngineOptions(LOOKUP_BYTES, 1, Optional.empty(), new Cancellation());
  }
}
