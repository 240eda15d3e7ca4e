// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A run's folder while it is written: hidden, and either published whole by one rename or deleted.
 */
public final class RunDraft implements AutoCloseable {
  private final Path runs;
  private final String runId;
  private final Path folder;
  private final Path work;
  private boolean published;

  private RunDraft(Path runs, String runId) {
    this.runs = runs;
    this.runId = runId;
    folder = runs.resolve(RunStore.DRAFT_PREFIX + runId);
    work = folder.resolve("work");
  }

  /** Makes the folder; drafts that a crash left behind are deleted first. */
  public static RunDraft create(RunStore store, String runId) {
    try {
      Files.createDirectories(store.folder());
      try (Stream<Path> paths = Files.list(store.folder())) {
        for (Path path : paths.toList()) {
          if (path.getFileName().toString().startsWith(RunStore.DRAFT_PREFIX)) {
            delete(path);
          }
        }
      }
      RunDraft draft = new RunDraft(store.folder(), runId);
      Files.createDirectories(draft.work);
      return draft;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a file of the run is written. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Returns a folder for scratch files, gone before the run is published. */
  public Path work() {
    return work;
  }

  /** Has the disk begin with a file that is complete, so that {@link #publish} waits less. */
  public void beginToSync(String name) {
    Thread sync =
        new Thread(
            () -> {
              try {
                sync(file(name));
              } catch (IOException e) {
                // what cannot be written is found, and told, when the run is published
              }
            },
            "perenne-sync");
    sync.setDaemon(true);
    sync.start();
  }

  /**
   * Makes the run visible: all its files are on disk, then one rename.
   *
   * @param steps hears what is done next
   */
  public Path publish(Consumer<String> steps) {
    try {
      delete(work);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          sync(file);
        }
      }
      sync(folder);
      Path target = runs.resolve(runId);
      steps.accept("making the run visible");
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      sync(runs);
      steps.accept("the run is visible");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forces a file or folder to disk. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a folder with all it holds, if it exists. */
  public static void deleteFolder(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** Deletes the draft unless it was published. */
  @Override
  public void close() {
    if (!published) {
      deleteFolder(folder);
    }
  }
}
