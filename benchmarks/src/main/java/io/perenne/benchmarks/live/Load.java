// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Requests over some connections at once.
 *
 * @param port of the server
 * @param connections how many, each with one request under way
 * @param perSecond how many requests a second; 0 for as many as are answered. An answer is then
 *     timed from when its request was due, so that a server that stalls cannot hide it
 */
record Load(int port, int connections, int perSecond) {
  private static final double NANOS = 1e9;

  /** Sends what one source of requests for each connection says, for some time. */
  Spread run(Supplier<Supplier<byte[]>> requests, Duration length)
      throws IOException, InterruptedException {
    ExecutorService all = Executors.newFixedThreadPool(connections);
    LongAdder refused = new LongAdder();
    List<Future<long[]>> ends = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      Supplier<byte[]> source = requests.get();
      int number = i;
      ends.add(all.submit(() -> send(source, number, start, length.toNanos(), refused)));
    }
    all.shutdown();
    List<long[]> nanos = new ArrayList<>();
    try {
      for (Future<long[]> each : ends) {
        nanos.add(each.get());
      }
    } catch (ExecutionException e) {
      all.shutdownNow();
      throw new IOException("a request was not answered", e.getCause());
    }
    return Spread.of(nanos, refused.sum(), (System.nanoTime() - start) / NANOS);
  }

  private long[] send(
      Supplier<byte[]> source, int number, long start, long length, LongAdder refused)
      throws IOException {
    long[] nanos = new long[1024];
    int answers = 0;
    double gap = perSecond == 0 ? 0 : NANOS * connections / perSecond;
    double due = start + gap * number / connections;
    try (Connection connection = Connection.open(port)) {
      while (System.nanoTime() - start < length) {
        byte[] request = source.get();
        long begin = System.nanoTime();
        if (perSecond > 0) {
          sleep((long) due - begin);
          begin = (long) due;
          due += gap;
        }
        if (connection.send(request) == 200) {
          if (answers == nanos.length) {
            nanos = Arrays.copyOf(nanos, answers * 2);
          }
          nanos[answers++] = System.nanoTime() - begin;
        } else {
          refused.increment();
        }
      }
    }
    return Arrays.copyOf(nanos, answers);
  }

  private static void sleep(long nanos) {
    if (nanos > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
