// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.config.ControlGroupMode;
import io.perenne.analytics.config.ControlGroupSalt;
import io.perenne.analytics.config.ControlGroupSettings;
import io.perenne.analytics.config.SaltFile;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.clv.segment.ControlGroup;
import io.perenne.clv.segment.ControlShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The control group of an epoch. An epoch is one salt, one share and one way to assign: change any
 * of them and a new one begins with a ledger of its own, while the old one is kept.
 */
final class ControlLedger {
  private final ControlGroupSettings settings;
  private final ControlGroup group;
  private final String epoch;
  private final Path folder;
  private final Path file;

  private ControlLedger(
      ControlGroupSettings settings, ControlGroup group, String epoch, Path folder) {
    this.settings = settings;
    this.group = group;
    this.epoch = epoch;
    this.folder = folder;
    file = folder.resolve(epoch + ".parquet");
  }

  /** Returns the control group of the present epoch, empty if there is none. */
  static Optional<ControlLedger> open(
      Path home, ControlGroupSettings settings, RandomGenerator random) {
    if (settings.isOff()) {
      return Optional.empty();
    }
    try {
      Path folder = home.resolve("control-group");
      Files.createDirectories(folder);
      ControlGroupSalt salt =
          settings.salt().secret().isPresent()
              ? settings.salt()
              : SaltFile.loadOrCreate(folder.resolve("salt"), random);
      String secret = salt.secret().orElseThrow();
      ControlGroup group = ControlGroup.of(secret, ControlShare.of(settings.share()));
      String epoch = epoch(secret, settings);
      return Optional.of(new ControlLedger(settings, group, epoch, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String epoch(String secret, ControlGroupSettings settings) {
    try {
      String text = "epoch:" + settings.share() + ":" + settings.mode() + ":" + secret;
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Publication.Control publication(Path nextLedger) {
    return new Publication.Control(group, settings.mode(), file, nextLedger);
  }

  /** Makes the assignments of a run those of the epoch. */
  void commit(Path nextLedger) {
    if (settings.mode() == ControlGroupMode.HASH) {
      return;
    }
    try {
      RunDraft.sync(nextLedger);
      Files.move(nextLedger, file, StandardCopyOption.ATOMIC_MOVE);
      RunDraft.sync(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunDocument.Control document(long customers) {
    return new RunDocument.Control(epoch, settings.mode().toString(), settings.share(), customers);
  }
}
