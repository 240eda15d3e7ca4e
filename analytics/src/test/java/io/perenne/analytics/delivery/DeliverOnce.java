// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.ChildJvm;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Sleeper;
import io.perenne.analytics.delivery.files.FileDestination;
import io.perenne.analytics.delivery.files.LocalFiles;
import io.perenne.analytics.delivery.files.UploadSettings;
import io.perenne.analytics.delivery.sftp.SftpChannel;
import io.perenne.analytics.delivery.sftp.SftpLogin;
import io.perenne.analytics.delivery.sftp.SftpOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process of its own that delivers one run and may be killed meanwhile. */
final class DeliverOnce {
  private static final Map<String, String> SECRETS =
      Map.of("PW", "open sesame", "ID", "the-client", "SECRET", "open sesame");

  private DeliverOnce() {}

  /** Takes: home, file, the number of the step at which it is killed, and settings. */
  public static void main(String[] arguments) {
    String[] settings = List.of(arguments).subList(3, arguments.length).toArray(String[]::new);
    KillSwitch kill = new KillSwitch(Integer.parseInt(arguments[2]));
    DeliveryRecord record = deliver(Path.of(arguments[0]), Path.of(arguments[1]), kill, settings);
    System.out.println(record.state() + " " + record.lastMessage());
  }

  /** Starts it; the process ends by itself or by its kill switch. */
  static Process start(Path home, Path file, int step, String... settings) throws IOException {
    List<String> command = ChildJvm.command(DeliverOnce.class);
    command.addAll(List.of(home.toString(), file.toString(), Integer.toString(step)));
    command.addAll(List.of(settings));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static DeliveryRecord deliver(Path home, Path file, String... settings) {
    return deliver(home, file, new KillSwitch(KillSwitch.NEVER), settings);
  }

  private static DeliveryRecord deliver(Path home, Path file, KillSwitch kill, String... settings) {
    DeliverableRun run =
        new DeliverableRun("run-a", LocalDate.parse("2025-06-30"), file, file, 3, ZoneId.of("UTC"));
    Courier courier =
        new Courier(
            DeliveryLedger.of(home),
            id -> Optional.empty(),
            kill.clock(TestRoutes.NOW),
            new Random(1),
            Sleeper.ofThread());
    return courier.deliver(run, route(home, kill, settings), DeliveryListener.silent());
  }

  private static Route route(Path home, KillSwitch kill, String... settings) {
    Route route = TestRoutes.of(home, SECRETS, settings);
    DestinationSettings given = TestRoutes.settings(settings);
    Destination destination =
        switch (given.channel().kind()) {
          case "folder" ->
              new FileDestination(
                  "", kill.around(LocalFiles::new), UploadSettings.here().upload(given));
          case "sftp" -> {
            SftpLogin login = SftpChannel.login(given);
            SftpOpener opener = new SftpOpener(login, Secret.Sources.unattended(SECRETS));
            yield new FileDestination(
                login.url(), kill.around(opener), UploadSettings.onServer().upload(given));
          }
          default -> route.destination();
        };
    return new Route(
        route.name(),
        kill.around(destination),
        kill.around(route.packer()),
        route.fileName(),
        route.ending(),
        route.zone(),
        route.tenant(),
        new RetryPolicy(1, Duration.ZERO, Duration.ZERO));
  }
}
