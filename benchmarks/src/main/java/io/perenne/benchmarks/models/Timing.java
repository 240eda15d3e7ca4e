// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.models;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What something cost in this process.
 *
 * @param seconds wall-clock time
 * @param cpuSeconds of all threads
 * @param allocatedMib memory allocated by the threads that still live
 */
record Timing(double seconds, double cpuSeconds, double allocatedMib) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Measures one call; what it returns is consumed. */
  static Timing of(Supplier<?> work) {
    long bytes = allocated();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    Object answer = work.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    if (answer == null) {
      throw new IllegalStateException("nothing was computed");
    }
    return new Timing(seconds, cpuSeconds, (allocated() - bytes) / 1048576.0);
  }

  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /** Measures a call several times and returns the one of median time. */
  static Timing median(int times, Supplier<?> work) {
    List<Timing> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(of(work));
    }
    all.sort(Comparator.comparingDouble(Timing::seconds));
    return all.get(times / 2);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%8.3f %8.3f %8.0f", seconds, cpuSeconds, allocatedMib);
  }
}
