// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.config.FileNamePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A process of its own that delivers one file over SFTP and may be killed meanwhile. */
final class DeliverOnce {
  private DeliverOnce() {}

  /** Takes: home, file, port, user's key, host key, folder. */
  public static void main(String[] arguments) throws Exception {
    SftpLogin login =
        new SftpLogin(
            "127.0.0.1",
            Integer.parseInt(arguments[2]),
            System.getProperty("user.name"),
            Optional.empty(),
            Optional.of(Path.of(arguments[3])),
            Optional.empty(),
            Optional.of(HostKeyPin.parse(arguments[4])),
            Duration.ofSeconds(20),
            Duration.ZERO,
            List.of());
    Upload upload = new Upload(arguments[5], UploadMode.TEMP_RENAME, Verification.SHA256, "", "");
    DeliveryRecord record = deliver(Path.of(arguments[0]), Path.of(arguments[1]), login, upload, 1);
    System.out.println(record.state() + " " + record.lastMessage());
  }

  static DeliveryRecord deliver(
      Path home, Path file, SftpLogin login, Upload upload, int attempts) {
    DeliverableRun run =
        new DeliverableRun("run-a", LocalDate.parse("2025-06-30"), file, file, 1, ZoneOffset.UTC);
    Destination destination =
        new FileDestination(
            login.url(), new SftpOpener(login, Secret.Sources.unattended(Map.of())), upload);
    Route route =
        new Route(
            "crm",
            destination,
            new ContractPacker(),
            FileNamePattern.parse("clv.csv"),
            ".csv",
            Optional.empty(),
            "",
            new RetryPolicy(attempts, Duration.ZERO, Duration.ZERO));
    Courier courier =
        new Courier(
            DeliveryLedger.of(home),
            id -> Optional.empty(),
            java.time.Clock.systemUTC(),
            new Random(1),
            Sleeper.ofThread());
    return courier.deliver(run, route, DeliveryListener.silent());
  }
}
