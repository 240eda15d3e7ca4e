// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import io.perenne.analytics.InputException;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.job.RunCache;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.task.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published runs of a home, with those looked at last kept open. Safe for use by many threads.
 *
 * <p>A run never changes but when somebody is erased from it, here or by another program, so its
 * document is read once. A large one is prepared when it appears, and until that is done the newest
 * run is the one before it.
 */
public final class PublishedRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedRuns.class);

  /** So many runs are open at a time: each maps the ids and addresses of its customers. */
  private static final int MOST_OPEN = 3;

  /** Whoever wants to change a run waits so long for those who read it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LONGEST_CHANGE = Duration.ofMinutes(5);

  private final Path home;
  private final Resources resources;
  private final RunStore store;
  private final Map<String, RunDocument> documents = new LinkedHashMap<>();
  private final Map<String, FileTime> written = new HashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>(8, 0.75f, true);
  private final Set<String> changing = new HashSet<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();
  private final ExecutorService preparing =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "perenne-preparing");
            made.setDaemon(true);
            return made;
          });

  private PublishedRuns(Path home, Resources resources) {
    this.home = home;
    this.resources = resources;
    this.store = RunStore.of(home);
  }

  /** Returns the runs of a home, which may be empty. */
  public static PublishedRuns of(Path home, Resources resources) {
    return new PublishedRuns(home, resources);
  }

  /** Returns the folder of a run. */
  public Path folder(RunDocument run) {
    return store.folder(run);
  }

  /** Returns all runs whose document can be read, the newest first. */
  public synchronized List<RunDocument> list() {
    List<String> ids = store.ids();
    documents.keySet().retainAll(ids);
    written.keySet().retainAll(ids);
    return ids.stream().map(this::document).flatMap(Optional::stream).toList();
  }

  /** Returns the run with an id; empty if there is none. */
  public synchronized Optional<RunDocument> find(String runId) {
    return store.ids().contains(runId) ? document(runId) : Optional.empty();
  }

  /** Returns the newest run that can be shown at once, else the newest; empty if there is none. */
  public Optional<RunDocument> latest() {
    List<RunDocument> runs = list();
    return runs.stream().filter(this::isReady).findFirst().or(() -> runs.stream().findFirst());
  }

  private boolean isReady(RunDocument run) {
    return RunReader.isReady(home, run) || isGivenUp(run);
  }

  /** What cannot be prepared is shown all the same; pages say what is wrong with it. */
  private boolean isGivenUp(RunDocument run) {
    return givenUp.contains(run.runId());
  }

  /**
   * Begins to prepare the newest run, unless it was begun, and lets go what is kept of runs that
   * are gone. Returns at once.
   *
   * @param orders the orders of customers that pages ask for
   */
  public void prepareNewest(List<CustomerSort> orders) {
    forgetChanged();
    List<RunDocument> runs = list();
    runs.stream()
        .findFirst()
        .filter(run -> begun.add(run.runId()))
        .ifPresent(
            run ->
                preparing.execute(
                    () -> {
                      prepare(run, orders);
                      RunCache.of(home).keepOnly(list());
                    }));
  }

  /** Reads anew what another program has changed; what somebody asks is looked at later. */
  private synchronized void forgetChanged() {
    for (RunDocument run : List.copyOf(documents.values())) {
      String runId = run.runId();
      boolean free = !changing.contains(runId) && !isRead(runId);
      if (free && !writtenAt(run).equals(Optional.ofNullable(written.get(runId)))) {
        letGo(run);
        documents.remove(runId);
        begun.remove(runId);
      }
    }
  }

  /** Returns when the document of a run was written; empty if it is gone. */
  private Optional<FileTime> writtenAt(RunDocument run) {
    try {
      return Optional.of(Files.getLastModifiedTime(folder(run).resolve(RunStore.DOCUMENT)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void prepare(RunDocument run, List<CustomerSort> orders) {
    try {
      read(
          run,
          reader -> {
            reader.prepare(orders);
            return run;
          });
      if (!RunReader.isReady(home, run)) { // nothing can be kept: a disk that is full, for one
        givenUp.add(run.runId());
      }
    } catch (RuntimeException e) {
      if (!preparing.isShutdown()) {
        LOG.warn("run {} could not be prepared; its pages will be slow at first", run.runId(), e);
      }
      givenUp.add(run.runId());
    }
  }

  /** Returns the run that another was compared with, if it is still there. */
  public Optional<RunDocument> before(RunDocument run) {
    return Optional.ofNullable(run.previousRun()).flatMap(this::find);
  }

  /**
   * Asks something of a run, which is opened if it is not and stays open until others are asked.
   *
   * @param question must not keep the reader
   */
  public <T> T read(RunDocument run, Function<RunReader, T> question) {
    Open lease = lease(run);
    try {
      return question.apply(lease.reader);
    } finally {
      giveBack(lease);
    }
  }

  /** Lets go of a run that is to be deleted; returns whether nobody is asking it. */
  public synchronized boolean letGo(RunDocument run) {
    Open found = open.get(run.runId());
    if (found == null) {
      return true;
    }
    if (found.users > 0) {
      return false;
    }
    found.reader.close();
    open.remove(run.runId());
    return true;
  }

  /**
   * Changes the files of runs while nobody reads them: it waits for those who do, and whoever comes
   * meanwhile waits for it. Afterwards the runs are read anew, and what was found out of them
   * before is deleted.
   *
   * @return whether it was done; not so if somebody reads one of them for too long
   */
  public boolean change(Set<String> runIds, Runnable work) {
    if (!beginToChange(runIds)) {
      return false;
    }
    try {
      work.run();
    } finally {
      endToChange(runIds);
    }
    return true;
  }

  private synchronized boolean beginToChange(Set<String> runIds) {
    changing.addAll(runIds);
    if (!isSoon(() -> runIds.stream().noneMatch(this::isRead), PATIENCE)) {
      changing.removeAll(runIds);
      notifyAll();
      return false;
    }
    for (String runId : runIds) {
      Open found = open.remove(runId);
      if (found != null) {
        found.reader.close();
      }
    }
    return true;
  }

  private synchronized void endToChange(Set<String> runIds) {
    documents.keySet().removeAll(runIds);
    begun.removeAll(runIds);
    changing.removeAll(runIds);
    notifyAll();
    RunCache.of(home).keepOnly(list());
  }

  private boolean isRead(String runId) {
    Open found = open.get(runId);
    return found != null && found.users > 0;
  }

  /** Waits until something is so; false if that takes too long. */
  private synchronized boolean isSoon(BooleanSupplier so, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!so.getAsBoolean()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        return false;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private synchronized Open lease(RunDocument run) {
    boolean unchanged = isSoon(() -> !changing.contains(run.runId()), LONGEST_CHANGE);
    if (!unchanged) {
      throw new IllegalStateException("the run is being changed: " + run.runId());
    }
    Open found = open.get(run.runId());
    if (found == null) {
      closeIdle(MOST_OPEN - 1);
      found = new Open(RunReader.open(home, run.runId(), resources));
      open.put(run.runId(), found);
    }
    found.users++;
    return found;
  }

  private synchronized void giveBack(Open lease) {
    lease.users--;
    notifyAll();
  }

  private Optional<RunDocument> document(String id) {
    RunDocument known = documents.get(id);
    if (known == null) {
      try {
        known = store.find(id);
      } catch (InputException e) {
        return Optional.empty(); // damaged: the page of runs tells of it
      }
      documents.put(id, known);
      writtenAt(known).ifPresent(time -> written.put(id, time));
    }
    return Optional.of(known);
  }

  /** Closes the runs asked least recently, and none that is being asked. */
  private void closeIdle(int most) {
    Iterator<Open> oldest = open.values().iterator();
    for (int left = open.size(); left > most && oldest.hasNext(); ) {
      Open candidate = oldest.next();
      if (candidate.users == 0) {
        candidate.reader.close();
        oldest.remove();
        left--;
      }
    }
  }

  @Override
  public void close() {
    preparing.shutdownNow();
    closeAll();
  }

  private synchronized void closeAll() {
    open.values().forEach(each -> each.reader.close());
    open.clear();
  }

  /** An open run and how many are asking it. */
  private static final class Open {
    private final RunReader reader;
    private int users;

    Open(RunReader reader) {
      this.reader = reader;
    }
  }
}
