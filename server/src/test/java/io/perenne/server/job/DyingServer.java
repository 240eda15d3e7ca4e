// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A server in a process of its own that begins jobs and never ends one; to be killed. */
final class DyingServer {
  private DyingServer() {}

  /**
   * Starts one.
   *
   * @param orders what to run; absent, jobs that never end
   */
  static Process start(String database, Path home, Path... orders) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            DyingServer.class.getName(),
            database,
            home.toString(),
            orders.length == 0 ? "" : orders[0].toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[1]);
    DatabaseAddress address =
        arguments[0].isEmpty()
            ? DatabaseAddress.inHome(home)
            : DatabaseAddress.postgresql(arguments[0], home);
    Work endless =
        (job, ongoing) -> {
          JobQueueContract.pause(3_600_000);
          throw new IllegalStateException("nobody killed it");
        };
    try (Store store = Store.open(address, InstantSource.system());
        JobQueue queue =
            JobQueue.open(
                store,
                JobQueueContract.context(home, InstantSource.system()),
                Map.of("run", arguments[2].isEmpty() ? endless : run(home, arguments[2])),
                Aftermath.NONE);
        Ticker ticker = Ticker.start(List.of(queue::tick))) {
      Thread.sleep(60_000);
    }
  }

  private static Work run(Path home, String orders) {
    return new RunWork(new OrdersPlan(home, List.of(orders), List.of()), file -> false);
  }
}
