// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private final List<CompletableFuture<Optional<IOException>>> syncs = new ArrayList<>();
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
      Access.createFolders(store.folder());
      try (Stream<Path> paths = Files.list(store.folder())) {
        for (Path path : paths.toList()) {
          if (path.getFileName().toString().startsWith(RunStore.DRAFT_PREFIX)) {
            DurableFiles.deleteFolder(path);
          }
        }
      }
      RunDraft draft = new RunDraft(store.folder(), runId);
      Access.createFolders(draft.work);
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
    CompletableFuture<Optional<IOException>> synced = new CompletableFuture<>();
    Thread sync =
        new Thread(
            () -> {
              try {
                DurableFiles.force(file(name));
                synced.complete(Optional.empty());
              } catch (IOException e) {
                synced.complete(Optional.of(e));
              } catch (RuntimeException e) {
                synced.completeExceptionally(e);
              }
            },
            "perenne-sync");
    sync.setDaemon(true);
    sync.start();
    syncs.add(synced);
  }

  /** A disk tells only once that it could not keep what it was given, and whoever asks first. */
  private void awaitSyncs() throws IOException {
    for (CompletableFuture<Optional<IOException>> sync : syncs) {
      Optional<IOException> failure = sync.join();
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  /**
   * Makes the run visible: all its files are on disk, then one rename.
   *
   * @param steps hears what is done next
   */
  public Path publish(Consumer<String> steps) {
    try {
      DurableFiles.deleteFolder(work);
      awaitSyncs();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Access.restrict(file);
          DurableFiles.force(file);
        }
      }
      DurableFiles.force(folder);
      Path target = runs.resolve(runId);
      steps.accept("making the run visible");
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      DurableFiles.force(runs);
      steps.accept("the run is visible");
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the draft unless it was published. */
  @Override
  public void close() {
    if (!published) {
      DurableFiles.deleteFolder(folder);
    }
  }
}
