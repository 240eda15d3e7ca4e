// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.DestinationContract;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.files.Upload;
import io.perenne.analytics.delivery.files.UploadMode;
import io.perenne.analytics.delivery.files.Verification;
import io.perenne.analytics.delivery.sftp.HostKeyPin;
import io.perenne.analytics.delivery.sftp.SftpLogin;
import io.perenne.analytics.delivery.sftp.SftpOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SftpTest implements DestinationContract {
  private SshServer server;
  private Path root;
  private int folders;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    root = shared.resolve("files");
    Files.createDirectories(root);
    server = SshServer.startOrSkip(shared.resolve("server"));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Path newFolder() {
    return root.resolve("Import-" + folders++).resolve("clv");
  }

  private static Upload upload(Path folder, UploadMode mode, String trigger) {
    return new Upload(folder.toString(), mode, Verification.SHA256, trigger, "");
  }

  private static Upload upload(Path folder) {
    return upload(folder, UploadMode.TEMP_RENAME, "");
  }

  @Override
  public Destination destination() throws IOException {
    return server.destination(upload(newFolder()));
  }

  @Override
  public Shipment shipment(Path folder, int version) throws Exception {
    return Shipments.random(folder, "clv.csv", 700_000, version);
  }

  private SftpLogin login(Path key, Optional<Secret> passphrase, Optional<HostKeyPin> hostKey) {
    return new SftpLogin(
        "127.0.0.1",
        server.port(),
        System.getProperty("user.name"),
        Optional.empty(),
        Optional.of(key),
        passphrase,
        hostKey,
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void check_everyTypeOfKey_isAccepted(String type) throws Exception {
    SftpLogin login =
        login(server.userKey(type), Optional.empty(), Optional.of(server.hostKey(type)));
    assertThat(SshServer.destination(login, upload(newFolder())).check())
        .asString()
        .startsWith("connected");
  }

  @Test
  void check_lockedKey_isOpenedByItsPassphrase() throws Exception {
    SftpLogin login =
        login(
            server.userKey("locked"),
            Optional.of(Secret.parse("env:PHRASE")),
            Optional.of(server.hostKey("ed25519")));
    Secret.Sources right = Secret.Sources.unattended(Map.of("PHRASE", "open sesame"));
    Secret.Sources wrong = Secret.Sources.unattended(Map.of("PHRASE", "open barley"));
    assertThat(SshServer.destination(login, upload(newFolder()), right).check()).isNotNull();
    assertThatThrownBy(() -> SshServer.destination(login, upload(newFolder()), wrong).check())
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("passphrase")
        .hasMessageNotContaining("barley");
  }

  @Test
  void check_lockedKeyWithoutPassphrase_saysSo() throws Exception {
    SftpLogin login =
        login(server.userKey("locked"), Optional.empty(), Optional.of(server.hostKey("ed25519")));
    assertThatThrownBy(() -> SshServer.destination(login, upload(newFolder())).check())
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("the private key is locked and no passphrase is set");
  }

  @Test
  void check_unknownHostKey_isRefusedWithItsFingerprint() throws Exception {
    SftpLogin login = login(server.userKey("ed25519"), Optional.empty(), Optional.empty());
    Destination destination = SshServer.destination(login, upload(newFolder()));
    assertThatThrownBy(destination::check)
        .isInstanceOfSatisfying(
            DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
        .hasMessageContaining("nobody has approved the server's host key yet: SHA256:");
  }

  @Test
  void fetchHostKey_thenPinned_isAccepted() throws Exception {
    SftpLogin unknown = login(server.userKey("ed25519"), Optional.empty(), Optional.empty());
    HostKeyPin shown = new SftpOpener(unknown, Secret.Sources.unattended(Map.of())).fetchHostKey();
    String file =
        shown.type().contains("ed25519")
            ? "ed25519"
            : shown.type().contains("ecdsa") ? "ecdsa" : "rsa";
    assertThat(shown).isEqualTo(server.hostKey(file));
    // the fingerprint as OpenSSH itself prints it
    String openSsh =
        Programs.run(
            new byte[0],
            "ssh-keygen",
            "-l",
            "-f",
            root.resolveSibling("server/host_" + file + ".pub").toString());
    assertThat(openSsh).contains(" " + shown.fingerprint() + " ");
    SftpLogin pinned = login(server.userKey("ed25519"), Optional.empty(), Optional.of(shown));
    assertThat(SshServer.destination(pinned, upload(newFolder())).check()).isNotNull();
  }

  @Test
  void check_anotherHostKeyThanApproved_isRefused(@TempDir Path folder) throws Exception {
    try (SshServer other = SshServer.startOrSkip(folder.resolve("other"))) {
      SftpLogin login =
          login(server.userKey("ed25519"), Optional.empty(), Optional.of(other.hostKey("ed25519")));
      assertThatThrownBy(SshServer.destination(login, upload(newFolder()))::check)
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
          .hasMessageContaining("another host key than the approved one")
          .hasMessageContaining(server.hostKey("ed25519").fingerprint())
          .hasMessageContaining(other.hostKey("ed25519").fingerprint());
    }
  }

  @Test
  void check_keyNobodyAuthorized_failsForGood(@TempDir Path folder) throws Exception {
    try (SshServer other = SshServer.startOrSkip(folder.resolve("other"))) {
      SftpLogin login =
          login(other.userKey("ed25519"), Optional.empty(), Optional.of(server.hostKey("ed25519")));
      assertThatThrownBy(SshServer.destination(login, upload(newFolder()))::check)
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
          .hasMessageContaining("does not accept the user");
    }
  }

  @Test
  void deliver_directWithTrigger_uploadsTheTriggerLast(@TempDir Path folder) throws Exception {
    Path target = newFolder();
    Destination destination = server.destination(upload(target, UploadMode.DIRECT, ".ready"));
    Shipment shipment = shipment(folder, 1);
    destination.deliver(shipment, bytes -> {});
    assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
    assertThat(target.resolve("clv.csv.ready")).isEmptyFile();
    assertThat(destination.holds(shipment.label())).isTrue();
  }

  @Test
  void deliver_whatAnInterruptionLeft_isContinued(@TempDir Path folder) throws Exception {
    Path target = newFolder();
    Shipment shipment = shipment(folder, 1);
    byte[] whole = Files.readAllBytes(shipment.file());
    Files.createDirectories(target);
    Files.write(
        target.resolve(Shipments.partName(shipment.label())),
        java.util.Arrays.copyOf(whole, 300_000));
    Arrival arrival = server.destination(upload(target)).deliver(shipment, bytes -> {});
    assertThat(arrival.how()).isEqualTo("resumed at byte 300000");
    assertThat(target.resolve("clv.csv")).hasBinaryContent(whole);
    assertThat(target).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void deliver_connectionCutDuringTheLogin_isNeverTakenForAWrongPassword(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    Upload upload = upload(newFolder());
    int cut = 0;
    for (int after = 0; after < 4_000; after += 80) {
      try (FaultyProxy proxy = FaultyProxy.start(server.port(), after, FaultyProxy.CUT)) {
        Destination destination =
            SshServer.destination(server.login(proxy.port(), Duration.ofSeconds(5)), upload);
        assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
            .as("cut after " + after + " bytes")
            .isInstanceOfSatisfying(
                DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
        cut++;
      }
    }
    assertThat(cut).isEqualTo(50);
  }

  @Test
  void deliver_readOnlyFolder_failsForGoodAndLeavesNothing(@TempDir Path folder) throws Exception {
    Path target = newFolder();
    Files.createDirectories(target);
    try (SshServer readOnly =
        SshServer.startOrSkip(folder.resolve("server"), "Subsystem sftp internal-sftp -R")) {
      Shipment shipment = shipment(folder, 1);
      Destination destination = readOnly.destination(upload(target));
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
          .hasMessageContaining("no permission");
      assertThat(target).isEmptyDirectory();
    }
  }

  @Test
  void deliver_quotaExceeded_failsAndSucceedsOnceThereIsRoom(@TempDir Path folder)
      throws Exception {
    Path program = folder.resolve("limited-sftp-server");
    // no file may grow beyond 256 blocks of 1 KB, as under a quota
    Files.writeString(
        program, "#!/bin/bash\ntrap '' XFSZ\nulimit -f 256\nexec /usr/lib/openssh/sftp-server\n");
    Files.setPosixFilePermissions(
        program, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Path target = newFolder();
    Shipment shipment = shipment(folder, 1);
    try (SshServer limited =
        SshServer.startOrSkip(folder.resolve("server"), "Subsystem sftp " + program)) {
      Destination destination = limited.destination(upload(target));
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
      assertThat(target.resolve("clv.csv")).doesNotExist();
    }
    server.destination(upload(target)).deliver(shipment, bytes -> {});
    assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
  }

  /** Servers with a shell that answers rightly, wrongly, or never. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec sh -c \"$SSH_ORIGINAL_COMMAND\"",
        "openssl() { return 127; }; eval \"$SSH_ORIGINAL_COMMAND\"",
        "echo 0000000000000000000000000000000000000000000000000000000000000000 *file",
        "exec tail -f /dev/null"
      })
  void deliver_whateverAShellSaysOfTheHash_arrivesVerified(String answer, @TempDir Path folder)
      throws Exception {
    Path asked = folder.resolve("asked");
    Path program = folder.resolve("command");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$SSH_ORIGINAL_COMMAND" in
          *sha256sum*) touch %s; %s ;;
          *) exec /usr/lib/openssh/sftp-server ;;
        esac
        """
            .formatted(asked, answer));
    Files.setPosixFilePermissions(
        program, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    Path target = newFolder();
    Shipment shipment = shipment(folder, 1);
    try (SshServer shell =
        SshServer.startOrSkip(
            folder.resolve("server"),
            "Subsystem sftp /usr/lib/openssh/sftp-server",
            "ForceCommand " + program)) {
      SftpLogin login = shell.login(shell.port(), Duration.ofSeconds(4));
      SshServer.destination(login, upload(target)).deliver(shipment, bytes -> {});
    }

    assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
    assertThat(asked).exists();
  }

  @Test
  void deliver_networkStandsStill_givesUpAndSucceedsLater(@TempDir Path folder) throws Exception {
    Path target = newFolder();
    Shipment shipment = Shipments.random(folder, "clv.csv", 6_000_000, 1);
    try (FaultyProxy proxy = FaultyProxy.start(server.port(), 2_000_000, FaultyProxy.FREEZE)) {
      SftpLogin login = server.login(proxy.port(), Duration.ofSeconds(1));
      Destination destination = SshServer.destination(login, upload(target));
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue());
      assertThat(target.resolve("clv.csv")).doesNotExist();
    }
    Arrival arrival = server.destination(upload(target)).deliver(shipment, bytes -> {});
    assertThat(arrival.how()).startsWith("resumed at byte ");
    assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
  }

  private static SftpLogin passwordLogin(SshServer to, String user) throws IOException {
    return new SftpLogin(
        "127.0.0.1",
        to.port(),
        user,
        Optional.of(Secret.parse("env:PW")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(to.hostKey("ed25519")),
        Duration.ofSeconds(20),
        Duration.ZERO,
        List.of());
  }

  private static Secret.Sources password(String password) {
    return Secret.Sources.unattended(Map.of("PW", password));
  }

  /** Passwords are taken as such, or asked for in a dialogue, as a server with PAM may insist. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PasswordAuthentication yes;KbdInteractiveAuthentication no",
        "PasswordAuthentication no;KbdInteractiveAuthentication yes;UsePAM yes"
      })
  void deliver_withPassword_arrivesAndAWrongOneIsRefusedOnce(String lines, @TempDir Path folder)
      throws Exception {
    String log;
    String name;
    try (UnixUser user = UnixUser.createOrSkip();
        LockedFolder visible = LockedFolder.create();
        SshServer strict = SshServer.startOrSkip(folder.resolve("server"), lines.split(";", -1))) {
      Path target = Files.createDirectories(visible.folder().resolve("clv"));
      user.own(target);
      SftpLogin login = passwordLogin(strict, user.name());
      Shipment shipment = shipment(folder, 1);
      SshServer.destination(login, upload(target), password(UnixUser.PASSWORD))
          .deliver(shipment, bytes -> {});
      assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(shipment.file());
      Destination wrong = SshServer.destination(login, upload(target), password("barley"));
      assertThatThrownBy(wrong::check)
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
          .hasMessageContaining("the server does not accept the user " + user.name())
          .hasMessageNotContaining("barley");
      log = strict.logAtTheEnd();
      name = user.name();
    }
    // several wrong passwords would lock a user
    assertThat(log.lines())
        .filteredOn(
            line ->
                line.matches("(Failed password|.*PAM: Authentication failure) for " + name + " .*"))
        .as(log)
        .hasSize(1);
  }

  @Test
  void deliver_lockedIntoAFolder_arrivesWithin(@TempDir Path folder) throws Exception {
    try (UnixUser user = UnixUser.createOrSkip();
        LockedFolder jail = LockedFolder.create();
        SshServer locking =
            SshServer.startOrSkip(
                folder.resolve("server"),
                "ChrootDirectory " + jail.folder(),
                "ForceCommand internal-sftp")) {
      user.own(Files.createDirectories(jail.folder().resolve("Import")));
      Upload upload =
          new Upload("/Import/clv", UploadMode.TEMP_RENAME, Verification.SHA256, "", "");
      SftpLogin login = passwordLogin(locking, user.name());
      Secret.Sources secrets = password(UnixUser.PASSWORD);
      Shipment shipment = shipment(folder, 1);
      Arrival arrival =
          SshServer.destination(login, upload, secrets).deliver(shipment, bytes -> {});
      assertThat(arrival.location()).endsWith("/Import/clv/clv.csv");
      assertThat(jail.folder().resolve("Import/clv/clv.csv"))
          .hasSameBinaryContentAs(shipment.file());
      Upload outside = new Upload("/", UploadMode.TEMP_RENAME, Verification.SHA256, "", "");
      assertThatThrownBy(
              () -> SshServer.destination(login, outside, secrets).deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isFalse())
          .hasMessageContaining("no permission: /.clv.csv.");
    }
  }

  @Test
  void deliver_diskThereIsFull_failsAndSucceedsOnceThereIsRoom(@TempDir Path folder)
      throws Exception {
    Shipment shipment = shipment(folder, 1);
    try (SmallDisk disk = SmallDisk.mountOrSkip(folder.resolve("disk"), "1m")) {
      Path other = Files.write(disk.folder().resolve("other"), new byte[600_000]);
      Destination destination = server.destination(upload(disk.folder().resolve("clv")));
      assertThatThrownBy(() -> destination.deliver(shipment, bytes -> {}))
          .isInstanceOfSatisfying(
              DeliveryFailedException.class, e -> assertThat(e.worthRetrying()).isTrue())
          .hasMessageContaining("its disk or our quota may be full");
      Path arrived = disk.folder().resolve("clv/clv.csv");
      assertThat(arrived).doesNotExist();
      Files.delete(other);
      destination.deliver(shipment, bytes -> {});
      assertThat(arrived).hasSameBinaryContentAs(shipment.file());
    }
  }

  @Test
  void deliver_serverWithoutPosixRename_takesThePlaceOfTheEarlierFile(@TempDir Path folder)
      throws Exception {
    Path target = newFolder();
    try (SshServer plain =
        SshServer.startOrSkip(
            folder.resolve("server"), "Subsystem sftp internal-sftp -P posix-rename")) {
      Destination destination = plain.destination(upload(target));
      destination.deliver(shipment(folder, 1), bytes -> {});
      Shipment later = shipment(folder, 2);
      destination.deliver(later, bytes -> {});
      assertThat(target.resolve("clv.csv")).hasSameBinaryContentAs(later.file());
      assertThat(target).isDirectoryNotContaining("glob:**.part");
      assertThat(destination.check()).asString().startsWith("connected");
    }
  }
}
