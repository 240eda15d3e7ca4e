// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.DestinationContract;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.files.FileDestination;
import io.perenne.analytics.delivery.files.LocalFiles;
import io.perenne.analytics.delivery.files.Upload;
import io.perenne.analytics.delivery.files.UploadMode;
import io.perenne.analytics.delivery.files.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFolderTest implements DestinationContract {
  @TempDir Path target;

  private FileDestination destination(UploadMode mode, String trigger) {
    Upload upload =
        new Upload(target.resolve("a/b").toString(), mode, Verification.SHA256, trigger, "");
    return new FileDestination("", LocalFiles::new, upload);
  }

  @Override
  public Destination destination() {
    return destination(UploadMode.TEMP_RENAME, "");
  }

  @Override
  public Shipment shipment(Path folder, int version) throws Exception {
    return Shipments.random(folder, "clv.csv", 700_000, version);
  }

  @Test
  void deliver_withTrigger_putsAnEmptyFileBesideIt(@TempDir Path folder) throws Exception {
    Destination destination = destination(UploadMode.DIRECT, ".ready");
    Shipment shipment = shipment(folder, 1);
    destination.deliver(shipment, bytes -> {});
    assertThat(target.resolve("a/b/clv.csv")).hasSameBinaryContentAs(shipment.file());
    assertThat(target.resolve("a/b/clv.csv.ready")).isEmptyFile();
    assertThat(destination.holds(shipment.label())).isTrue();
    Files.delete(target.resolve("a/b/clv.csv.ready"));
    assertThat(destination.holds(shipment.label())).isFalse();
  }

  private Path part(Shipment shipment) {
    return target.resolve("a/b").resolve(Shipments.partName(shipment.label()));
  }

  @Test
  void deliver_linkAtTheTemporaryName_isReplacedAndNotFollowed(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    Path theirs = Files.write(folder.resolve("theirs"), new byte[10]);
    Files.createDirectories(target.resolve("a/b"));
    Files.createSymbolicLink(part(shipment), theirs);
    destination().deliver(shipment, bytes -> {});
    assertThat(theirs).hasBinaryContent(new byte[10]);
    assertThat(target.resolve("a/b/clv.csv")).isRegularFile();
    assertThat(Files.isSymbolicLink(target.resolve("a/b/clv.csv"))).isFalse();
    assertThat(target.resolve("a/b/clv.csv")).hasSameBinaryContentAs(shipment.file());
  }

  @Test
  void deliver_linkToTheBeginningOfTheSameBytes_isNotContinued(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    byte[] beginning = java.util.Arrays.copyOf(Files.readAllBytes(shipment.file()), 300_000);
    Path theirs = Files.write(folder.resolve("theirs"), beginning);
    Files.createDirectories(target.resolve("a/b"));
    Files.createSymbolicLink(part(shipment), theirs);
    try {
      destination().deliver(shipment, bytes -> {});
    } catch (DeliveryFailedException e) {
      assertThat(e).hasMessageContaining("symbolic link");
    }
    assertThat(theirs).as("nothing of the customers is added").hasBinaryContent(beginning);
  }

  @Test
  void deliver_directlyToALink_isRefused(@TempDir Path folder) throws Exception {
    Path theirs = Files.write(folder.resolve("theirs"), new byte[10]);
    Files.createDirectories(target.resolve("a/b"));
    Files.createSymbolicLink(target.resolve("a/b/clv.csv"), theirs);
    Shipment shipment = shipment(folder, 1);
    Destination direct = destination(UploadMode.DIRECT, "");
    assertThatThrownBy(() -> direct.deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("a symbolic link is where a file should be");
    assertThat(theirs).hasBinaryContent(new byte[10]);
  }

  @Test
  void deliver_whatAnInterruptionLeft_isContinued(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    byte[] whole = Files.readAllBytes(shipment.file());
    Files.createDirectories(target.resolve("a/b"));
    Files.write(part(shipment), java.util.Arrays.copyOf(whole, 300_000));
    Arrival arrival = destination().deliver(shipment, bytes -> {});
    assertThat(arrival.how()).isEqualTo("resumed at byte 300000");
    assertThat(target.resolve("a/b/clv.csv")).hasBinaryContent(whole);
    assertThat(part(shipment)).doesNotExist();
  }

  @Test
  void deliver_leftoverOfOtherBytes_isBegunAnew(@TempDir Path folder) throws Exception {
    Shipment shipment = shipment(folder, 1);
    Files.createDirectories(target.resolve("a/b"));
    Files.write(part(shipment), new byte[900_000]);
    destination().deliver(shipment, bytes -> {});
    assertThat(target.resolve("a/b/clv.csv")).hasSameBinaryContentAs(shipment.file());
    Files.write(part(shipment), new byte[300_000]);
    destination().deliver(shipment, bytes -> {});
    assertThat(target.resolve("a/b/clv.csv")).hasSameBinaryContentAs(shipment.file());
  }

  @Test
  void deliver_noPermission_failsForGood(@TempDir Path folder) throws Exception {
    assumeFalse(Programs.isRoot(), "skipped: root may write anywhere");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("no permission");
  }

  @Test
  void deliver_folderIsAFile_failsForGood(@TempDir Path folder) throws Exception {
    Files.writeString(target.resolve("a"), "in the way");
    Shipment shipment = shipment(folder, 1);
    assertThatThrownBy(() -> destination().deliver(shipment, bytes -> {}))
        .isInstanceOf(DeliveryFailedException.class);
  }

  @Test
  void upload_folderWithParent_isRefused() {
    assertThatThrownBy(
            () -> new Upload("/Import/../etc", UploadMode.DIRECT, Verification.SIZE, "", ""))
        .hasMessage("folder has .. or \\: /Import/../etc");
  }

  private FileDestination withTriggerFolder(Path triggerFolder) {
    Upload upload =
        new Upload(
            target.toString(),
            UploadMode.TEMP_RENAME,
            Verification.SIZE,
            ".ready",
            triggerFolder.toString());
    return new FileDestination("", LocalFiles::new, upload);
  }

  @Test
  void deliver_triggerFolderIsAFile_failsForGoodBeforeTheUpload(@TempDir Path folder)
      throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("ready"), "in the way");
    Shipment shipment = shipment(folder, 1);
    Destination destination = withTriggerFolder(inTheWay);
    assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("a file is where a folder should be");
    assertThat(target.resolve("clv.csv")).doesNotExist();
  }

  @Test
  void deliver_triggerRefused_failsForGoodAndSaysThatTheFileIsThere(@TempDir Path folder)
      throws Exception {
    Path triggers = Files.createDirectories(folder.resolve("triggers"));
    // nobody can write through a link into a folder that does not exist
    Files.createSymbolicLink(triggers.resolve("clv.csv.ready"), folder.resolve("none/file"));
    Shipment shipment = shipment(folder, 1);
    Destination destination = withTriggerFolder(triggers);
    assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("the file is there, but not its trigger file");
    assertThat(target.resolve("clv.csv")).exists();
    assertThat(destination.holds(shipment.label())).isFalse();
  }

  @Test
  void deliver_diskThereIsFull_failsAndSucceedsOnceThereIsRoom(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    try (SmallDisk disk = SmallDisk.mountOrSkip(folder.resolve("disk"), "1m")) {
      Path other = Files.write(disk.folder().resolve("other"), new byte[600_000]);
      Upload upload =
          new Upload(disk.folder().toString(), UploadMode.TEMP_RENAME, Verification.SHA256, "", "");
      Destination destination = new FileDestination("", LocalFiles::new, upload);
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue())
          .hasMessageContaining("No space left on device");
      assertThat(disk.folder().resolve("clv.csv")).doesNotExist();
      Files.delete(other);
      destination.deliver(shipment, bytes -> {});
      assertThat(disk.folder().resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
    }
  }

  @Test
  void check_triggerFolderIsAFile_fails(@TempDir Path folder) throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("ready"), "in the way");
    assertThatThrownBy(withTriggerFolder(inTheWay)::check)
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessageContaining("there is a file of that name: " + inTheWay);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void check_twoFolders_leavesNothingInEither(@TempDir Path folder) {
    Path triggers = folder.resolve("triggers");
    assertThat(withTriggerFolder(triggers).check())
        .asString()
        .contains("renamed", "trigger folder");
    assertThat(triggers).isEmptyDirectory();
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void courier_nextRunAfterAFailedOne_removesWhatItLeft(@TempDir Path home) throws Exception {
    String[] settings = {"kind=folder", "folder=" + target, "file-name=clv_{runId}.csv"};
    Route route = TestRoutes.of(home, Map.of(), settings);
    // as a delivery that broke off leaves it, with a record
    Route broken =
        new Route(
            route.name(),
            new ScriptedDestination().then(ScriptedDestination.Step.FAIL),
            route.packer(),
            route.fileName(),
            route.ending(),
            route.zone(),
            route.tenant(),
            new RetryPolicy(1, Duration.ZERO, Duration.ZERO));
    Courier courier =
        new Courier(
            DeliveryLedger.of(home),
            id -> Optional.empty(),
            () -> TestRoutes.NOW,
            new Random(1),
            wait -> {});
    DeliveryRecord left =
        courier.deliver(Customers.run(home, "run-a"), broken, DeliveryListener.silent());
    Files.write(target.resolve(Shipments.partName(left.shipment())), new byte[10]);
    courier.deliver(Customers.run(home, "run-b"), route, DeliveryListener.silent());
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).containsExactly(target.resolve("clv_run-b.csv"));
    }
  }
}
