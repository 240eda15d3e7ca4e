// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Json;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All epochs of a home, the oldest first; at most the last is open. Kept in {@code epochs.json}.
 *
 * @param epochs the epochs
 */
record EpochBook(List<Epoch> epochs) {
  private static final String NAME = "epochs.json";

  /** The salt of homes that kept only one, and no book. */
  static final String FIRST_SALT = "salt";

  EpochBook {
    epochs = List.copyOf(epochs);
  }

  /** Reads the book of a folder; where there is none, the runs of the home tell what was. */
  static EpochBook open(Path folder, RunStore runs) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.notExists(file)) {
      return toldBy(folder, runs.known());
    }
    return Json.documents()
        .read(
            file,
            EpochBook.class,
            Texts.message("problem.epochs.unreadable"),
            Texts.message("problem.epochs.restore"));
  }

  /** Returns whether a folder has a book. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /**
   * Every run names the epoch it drew by. Where people were drawn and a run that may name them
   * cannot be read, guessing would draw everybody anew.
   */
  private static EpochBook toldBy(Path folder, RunStore.Known known) throws IOException {
    EpochBook told = toldBy(known.runs());
    if (told.epochs().isEmpty() && !known.damaged().isEmpty() && Files.isDirectory(folder)) {
      throw known.damaged().values().iterator().next();
    }
    return told;
  }

  private static EpochBook toldBy(List<RunDocument> runs) {
    List<Epoch> epochs = new ArrayList<>();
    runs.stream()
        .sorted(Comparator.comparing(RunDocument::startedAt))
        .forEach(
            run -> {
              RunDocument.Control control = run.control();
              Optional<Epoch> last = last(epochs);
              if (control == null
                  || last.filter(epoch -> epoch.id().equals(control.epoch())).isPresent()) {
                return;
              }
              last.ifPresent(
                  epoch -> epochs.set(epochs.size() - 1, epoch.closedAt(run.startedAt())));
              epochs.removeIf(epoch -> epoch.id().equals(control.epoch()));
              epochs.add(epoch(run, control));
            });
    return new EpochBook(epochs);
  }

  private static Epoch epoch(RunDocument run, RunDocument.Control control) {
    Map<String, String> configuration = run.configuration();
    String salt = configuration.getOrDefault("control-group.salt", "auto");
    return new Epoch(
        control.epoch(),
        configuration.getOrDefault("control-group.epoch", "1"),
        control.share(),
        control.mode(),
        salt.equals("auto") ? Epoch.KEPT + FIRST_SALT : salt,
        run.startedAt(),
        null);
  }

  private static Optional<Epoch> last(List<Epoch> epochs) {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
  }

  /** Returns the present epoch, if one is open. */
  Optional<Epoch> present() {
    return last(epochs).filter(epoch -> epoch.closed() == null);
  }

  /** Returns whether an epoch had that id. */
  boolean has(String id) {
    return epochs.stream().anyMatch(epoch -> epoch.id().equals(id));
  }

  /** Returns this book with the present epoch closed. */
  EpochBook closedAt(Instant instant) {
    return new EpochBook(
        epochs.stream()
            .map(epoch -> epoch.closed() == null ? epoch.closedAt(instant) : epoch)
            .toList());
  }

  /** Returns this book with one more epoch. */
  EpochBook with(Epoch epoch) {
    List<Epoch> more = new ArrayList<>(epochs);
    more.add(epoch);
    return new EpochBook(more);
  }

  /** Keeps the book in its folder, whole or not at all. */
  void save(Path folder) throws IOException {
    DurableFiles.write(folder.resolve(NAME), Json.documents().write(this) + "\n");
  }
}
