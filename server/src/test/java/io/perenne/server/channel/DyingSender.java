// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.server.live.profile.ProfileReader;
import io.perenne.server.storage.DatabaseAddress;
import io.perenne.server.storage.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A server in a process of its own that sends messages without an end; to be killed. */
final class DyingSender {
  private DyingSender() {}

  static Process start(Path home, int hoursLater) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DyingSender.class.getName(),
            home.toString(),
            Integer.toString(hoursLater))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static Sender sender(Store store, Path home, int hoursLater) {
    InstantSource clock = clock(hoursLater);
    return new Sender(
        store,
        home,
        new Secret.Sources(Map.of(), name -> Optional.empty()),
        clock,
        "server-" + hoursLater,
        new Random(hoursLater),
        new ProfileReader(store, Shoppers.RULES),
        Wanted.ALWAYS,
        ControlGroup.NOBODY);
  }

  /** Whoever comes later does not wait until the lease of the dead has ended. */
  private static InstantSource clock(int hoursLater) {
    return () -> InstantSource.system().instant().plus(Duration.ofHours(hoursLater));
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    int hoursLater = Integer.parseInt(arguments[1]);
    try (Store store = Store.open(DatabaseAddress.inHome(home), clock(hoursLater));
        Sender sender = sender(store, home, hoursLater)) {
      while (true) {
        sender.tick();
        Thread.sleep(20);
      }
    }
  }
}
