// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.home.RunStore;
import io.perenne.cli.print.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** The name that a file would have at a destination now. */
final class NamePreview {
  private NamePreview() {}

  /** Prints it, if the destination takes files; without any run yet, for one of today. */
  static void print(
      Path home, DestinationSettings settings, Route route, Messages messages, PrintWriter out) {
    if (settings.knows(FileSettings.FILE_NAME)) {
      out.println(sentence(home, route, messages));
    }
  }

  private static String sentence(Path home, Route route, Messages messages) {
    Instant now = InstantSource.system().instant();
    RunStore runs = RunStore.of(home);
    if (!runs.ids().isEmpty()) {
      DeliverableRun latest = DeliverableRun.unverified(runs, runs.find("latest"));
      return messages.text("destinations.latest", route.preview(latest, now));
    }
    ZoneId zone = ZoneId.of("UTC");
    DeliverableRun today =
        new DeliverableRun("RUN", LocalDate.ofInstant(now, zone), home, home, 0, zone);
    return messages.text("destinations.of-today", route.preview(today, now));
  }
}
