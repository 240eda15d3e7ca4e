// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.ControlGroupMode;
import io.perenne.analytics.config.ControlGroupSalt;
import io.perenne.analytics.config.ControlGroupSettings;
import io.perenne.analytics.config.SaltFile;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.pipeline.Pipeline;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.clv.control.ControlGroup;
import io.perenne.clv.control.ControlShare;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a home: the present epoch with its ledger, and the epochs before it, which
 * are kept.
 *
 * <p>An epoch is one salt, one share and one way to draw. When the configuration asks for another,
 * the present epoch is closed and never opened again; the new one has a ledger and, unless the
 * configuration gives one, a salt of its own. Nothing of this is on disk before {@link #commit}.
 */
final class ControlLedger {
  private static final List<String> COLUMNS = List.of("customer", "segment", "arm", "run_id");

  private final ControlGroupSettings settings;
  private final Path folder;
  private final EpochBook before;
  private final EpochBook book;
  private final ControlGroupSalt salt;
  private final Instant now;

  private ControlLedger(
      ControlGroupSettings settings,
      Path folder,
      EpochBook before,
      EpochBook book,
      ControlGroupSalt salt,
      Instant now) {
    this.settings = settings;
    this.folder = folder;
    this.before = before;
    this.book = book;
    this.salt = salt;
    this.now = now;
  }

  /**
   * Opens the control group for a run.
   *
   * @param random where a new salt comes from
   * @param now when the run began
   */
  static ControlLedger open(
      Path home,
      RunStore runs,
      ControlGroupSettings settings,
      RandomGenerator random,
      Instant now) {
    Path folder = home.resolve("control-group");
    try {
      EpochBook before = EpochBook.open(folder, runs);
      Optional<Epoch> present = before.present().filter(epoch -> epoch.answers(settings));
      if (present.isPresent()) {
        ControlGroupSalt salt = salt(folder, settings, present.get());
        return new ControlLedger(settings, folder, before, before, salt, now);
      }
      if (settings.isOff()) {
        return new ControlLedger(
            settings, folder, before, before.closedAt(now), settings.salt(), now);
      }
      return begin(folder, before, settings, random, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ControlGroupSalt salt(Path folder, ControlGroupSettings settings, Epoch epoch)
      throws IOException {
    return settings.salt().secret().isPresent()
        ? settings.salt()
        : SaltFile.read(folder.resolve(epoch.salt().substring(Epoch.KEPT.length())));
  }

  private static ControlLedger begin(
      Path folder,
      EpochBook before,
      ControlGroupSettings settings,
      RandomGenerator random,
      Instant now)
      throws IOException {
    Optional<ControlGroupSalt> unused = unusedSalt(folder, before, settings);
    ControlGroupSalt salt =
        settings.salt().secret().isPresent()
            ? settings.salt()
            : unused.orElseGet(() -> SaltFile.draw(random));
    String id = id(salt, settings, before);
    String kept = unused.isPresent() ? EpochBook.FIRST_SALT : id + ".salt";
    Epoch epoch =
        new Epoch(
            id,
            settings.epoch(),
            settings.share(),
            settings.mode().toString(),
            settings.salt().secret().isPresent() ? salt.toString() : Epoch.KEPT + kept,
            now,
            null);
    return new ControlLedger(settings, folder, before, before.closedAt(now).with(epoch), salt, now);
  }

  /** Returns a salt that lies in a home no run of which tells of an epoch that drew by it. */
  private static Optional<ControlGroupSalt> unusedSalt(
      Path folder, EpochBook before, ControlGroupSettings settings) throws IOException {
    Path file = folder.resolve(EpochBook.FIRST_SALT);
    if (settings.salt().secret().isPresent()
        || !before.epochs().isEmpty()
        || Files.notExists(file)) {
      return Optional.empty();
    }
    ControlGroupSalt salt = SaltFile.read(file);
    if (Files.exists(folder.resolve(id(salt, settings, before) + ".parquet"))) {
      return Optional.of(salt);
    }
    try (Stream<Path> files = Files.list(folder)) {
      boolean drawnBy = files.anyMatch(path -> path.toString().endsWith(".parquet"));
      return drawnBy ? Optional.empty() : Optional.of(salt);
    }
  }

  private static String id(ControlGroupSalt salt, ControlGroupSettings settings, EpochBook book) {
    String text =
        "epoch:" + settings.share() + ":" + settings.mode() + ":" + salt.secret().orElseThrow();
    String id = digest(text);
    // a given salt and share may come back; the epoch does not
    for (int again = 2; book.has(id); again++) {
      id = digest(text + ":" + again);
    }
    return id;
  }

  private static String digest(String text) {
    return Sha256.of(text).substring(0, 12);
  }

  /**
   * Requires that the assignments made so far can be read: without them people would change sides.
   *
   * @throws InputException naming the file if they cannot
   */
  void requireReadable(Pipeline pipeline) {
    Optional<Path> ledger =
        book.present()
            .filter(epoch -> settings.mode() != ControlGroupMode.HASH)
            .map(this::ledger)
            .filter(Files::exists);
    if (ledger.isPresent() && !pipeline.canRead(ledger.get(), COLUMNS)) {
      throw new InputException(
          Problem.of(Texts.message("problem.ledger.unreadable"))
              .withWhere(ledger.get().toString())
              .withRemedy(Texts.message("problem.epoch.restore")));
    }
  }

  /** Returns what the datamodel needs, empty if there is no control group. */
  Optional<Publication.Control> publication(Path nextLedger) {
    return book.present()
        .map(
            epoch ->
                new Publication.Control(
                    ControlGroup.of(salt.secret().orElseThrow(), ControlShare.of(settings.share())),
                    settings.mode(),
                    ledger(epoch),
                    nextLedger));
  }

  private Path ledger(Epoch epoch) {
    return folder.resolve(epoch.id() + ".parquet");
  }

  /**
   * Makes the assignments of a run those of the epoch. Salt and ledger are on disk before the book
   * names them, so that a crash in between leaves the epoch before as it was.
   *
   * @param steps hears what is done next
   */
  void commit(Path nextLedger, Consumer<String> steps) {
    try {
      if (book.epochs().isEmpty()) {
        return;
      }
      Access.createFolders(folder);
      Optional<Epoch> present = book.present();
      if (present.isPresent()) {
        steps.accept("keeping the salt of the control group");
        keepSalt(present.get());
        steps.accept("keeping the assignments");
        keepAssignments(present.get(), nextLedger);
      }
      if (!book.equals(before) || !EpochBook.isIn(folder)) {
        steps.accept("keeping the epoch");
        book.save(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void keepAssignments(Epoch epoch, Path nextLedger) throws IOException {
    if (settings.mode() == ControlGroupMode.HASH) {
      return;
    }
    Access.restrict(nextLedger);
    DurableFiles.move(nextLedger, ledger(epoch));
  }

  private void keepSalt(Epoch epoch) throws IOException {
    if (!epoch.salt().startsWith(Epoch.KEPT)) {
      return;
    }
    Path file = folder.resolve(epoch.salt().substring(Epoch.KEPT.length()));
    if (Files.notExists(file)) {
      SaltFile.write(file, salt);
    }
  }

  /** Returns what a person should know of the epochs. */
  List<Message> warnings() {
    return EpochWarnings.of(before.present(), book.present(), now);
  }

  RunDocument.@Nullable Control document(long customers) {
    return book.present()
        .map(
            epoch ->
                new RunDocument.Control(
                    epoch.id(), epoch.mode(), epoch.share(), customers, epoch.opened()))
        .orElse(null);
  }
}
