// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a job may use.
 *
 * @param memoryBytes what the process as a whole may hold in memory
 * @param threads how many threads compute
 * @param lockWait how long to wait for another job that has the home to itself
 */
public record Resources(long memoryBytes, int threads, Duration lockWait) {
  /** The least memory that suffices: 768 MB. */
  public static final long LEAST_MEMORY = 768L * 1000 * 1000;

  /** How long a job waits for the home if nobody says otherwise: one hour. */
  public static final Duration USUAL_LOCK_WAIT = Duration.ofHours(1);

  /** What the engine of a run gets of the memory; the rest is for the process itself. */
  private static final double ENGINE_SHARE = 0.8;

  /** The same where purchases are kept in memory outside the engine. */
  private static final double ENGINE_SHARE_BESIDE_PURCHASES = 0.5;

  /** Checks the numbers. */
  public Resources {
    if (memoryBytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "memoryBytes is not >= " + LEAST_MEMORY + ": " + memoryBytes);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is not >= 1: " + threads);
    }
    if (lockWait.isNegative()) {
      throw new IllegalArgumentException("lockWait is negative: " + lockWait);
    }
  }

  /** Returns half of the memory of this machine or container, and a thread for each processor. */
  public static Resources ofMachine() {
    return new Resources(
        Math.max(machineBytes() / 2, LEAST_MEMORY),
        Runtime.getRuntime().availableProcessors(),
        USUAL_LOCK_WAIT);
  }

  private static long machineBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** Returns these resources with another amount of memory. */
  public Resources withMemoryBytes(long bytes) {
    return new Resources(bytes, threads, lockWait);
  }

  /** Returns these resources with another number of threads. */
  public Resources withThreads(int number) {
    return new Resources(memoryBytes, number, lockWait);
  }

  /** Returns these resources with another time to wait for the home. */
  public Resources withLockWait(Duration wait) {
    return new Resources(memoryBytes, threads, wait);
  }

  /** Returns what the engine of a run may hold in memory. */
  public long engineMemoryBytes() {
    return (long) (memoryBytes * ENGINE_SHARE);
  }

  /** Returns what the engine may hold in memory while purchases are collected beside it. */
  public long readerMemoryBytes() {
    return (long) (memoryBytes * ENGINE_SHARE_BESIDE_PURCHASES);
  }
}
