// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The published runs of a home. A folder without {@code run.json} is not one. */
public final class RunStore {
  /** The name of the provenance in a run's folder. */
  public static final String DOCUMENT = "run.json";

  /** The name under which {@link RunDocument#files} has the contract file. */
  public static final String CONTRACT = "contract";

  /** The name of the table of customers in a run's folder. */
  public static final String CUSTOMERS = "customers.parquet";

  /** What a run's folder begins with while it is written. */
  static final String DRAFT_PREFIX = ".tmp-";

  private static final int MOST_DRAWN = 0xffff;

  private final Path folder;

  private RunStore(Path folder) {
    this.folder = folder;
  }

  /** Returns the runs of a home, which may not exist yet. */
  public static RunStore of(Path home) {
    return new RunStore(home.resolve("runs"));
  }

  /** Returns the folder that holds the runs. */
  public Path folder() {
    return folder;
  }

  /** Returns the folder of a run. */
  public Path folder(RunDocument run) {
    return folder.resolve(run.runId());
  }

  /** Returns the ids of all runs, the newest first. */
  public List<String> ids() {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> Files.exists(path.resolve(DOCUMENT)))
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith(DRAFT_PREFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns all runs, the newest first.
   *
   * @throws InputException if the provenance of one cannot be read
   */
  public List<RunDocument> list() {
    return ids().stream().map(this::load).toList();
  }

  /**
   * Returns the id of a run that begins: its time and four digits. Ids tell which run is newer, so
   * of runs that begin in one second the later has the greater digits. For whoever has the home to
   * itself.
   *
   * @param time the time to the second, as ids begin
   * @param drawn a number of 16 bits, so that runs of other homes have other ids
   */
  public String newId(String time, int drawn) {
    String known = time + "-";
    int taken =
        ids().stream()
            .filter(id -> id.startsWith(known))
            .map(id -> id.substring(known.length()))
            .filter(digits -> digits.matches("[0-9a-f]{4}"))
            .mapToInt(digits -> Integer.parseInt(digits, 16))
            .max()
            .orElse(-1);
    return known + "%04x".formatted(taken < MOST_DRAWN ? Math.max(drawn, taken + 1) : drawn);
  }

  /**
   * The runs whose provenance can be read, and what is wrong with the others.
   *
   * @param runs the newest first
   * @param damaged what is wrong with each of the others, by its id
   */
  public record Known(List<RunDocument> runs, Map<String, InputException> damaged) {
    /** Copies both. */
    public Known {
      runs = List.copyOf(runs);
      damaged = Collections.unmodifiableMap(new LinkedHashMap<>(damaged));
    }
  }

  /** Returns all runs; one that somebody has damaged does not hide the others. */
  public Known known() {
    List<RunDocument> runs = new ArrayList<>();
    Map<String, InputException> damaged = new LinkedHashMap<>();
    for (String id : ids()) {
      try {
        runs.add(load(id));
      } catch (InputException e) {
        damaged.put(id, e);
      }
    }
    return new Known(runs, damaged);
  }

  /**
   * Returns a run by its id, the beginning of an id that no other shares, or {@code latest}.
   *
   * @throws InputException if there is no such run, or more than one
   */
  public RunDocument find(String idOrPrefix) {
    List<String> ids = ids();
    if (ids.isEmpty()) {
      throw refused(
          Texts.message("problem.run.none"), idOrPrefix, Texts.message("problem.run.make"));
    }
    if (idOrPrefix.equals("latest")) {
      return latest(ids);
    }
    List<String> found = ids.stream().filter(id -> id.startsWith(idOrPrefix)).toList();
    if (found.isEmpty()) {
      throw refused(
          Texts.message("problem.run.unknown"), idOrPrefix, Texts.message("problem.run.list"));
    }
    if (found.size() > 1) {
      throw refused(
          Texts.message("problem.run.several"),
          idOrPrefix,
          Texts.message("problem.give-one-of", found));
    }
    return load(found.get(0));
  }

  /** Ids have the second in which a run started; within one second the runs themselves tell. */
  private RunDocument latest(List<String> newestFirst) {
    String newest = newestFirst.get(0);
    String second = newest.substring(0, Math.max(0, newest.lastIndexOf('-')));
    return newestFirst.stream()
        .takeWhile(id -> id.startsWith(second))
        .map(this::load)
        .max(Comparator.comparing(RunDocument::startedAt))
        .orElseThrow();
  }

  private InputException refused(Message what, String value, Message remedy) {
    return new InputException(
        Problem.of(what).withWhere(folder.toString()).withValue(value).withRemedy(remedy));
  }

  private RunDocument load(String id) {
    Path file = folder.resolve(id).resolve(DOCUMENT);
    RunDocument run = read(file);
    if (!run.runId().equals(id)) {
      throw new InputException(
          unreadable(file)
              .withValue(Texts.message("problem.run.of-another", run.runId()))
              .withRemedy(Texts.message("problem.run.restore")));
    }
    return run;
  }

  private static Problem unreadable(Path file) {
    return Problem.of(Texts.message("problem.run.unreadable")).withWhere(file.toString());
  }

  /**
   * Reads the provenance of a run.
   *
   * @throws InputException if the file is not a provenance
   */
  public static RunDocument read(Path file) {
    return Json.documents()
        .read(
            file,
            RunDocument.class,
            Texts.message("problem.run.unreadable"),
            Texts.message("problem.run.restore"));
  }

  /**
   * Checks that the files of a run are there and have the sizes that its document says.
   *
   * @throws InputException naming every file that is missing or has another size
   */
  public void requireWhole(RunDocument run) {
    List<Problem> problems =
        run.files().entrySet().stream()
            .flatMap(file -> damage(run, file.getKey(), file.getValue()).stream())
            .toList();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /**
   * Checks what {@link #requireWhole} checks, and the contents of the contract file.
   *
   * @throws InputException naming every file that is damaged
   */
  public void verify(RunDocument run) {
    requireWhole(run);
    String contract = run.files().get(CONTRACT);
    if (contract == null) {
      return;
    }
    Path file = folder(run).resolve(contract);
    try {
      if (!Sha256.of(file).equals(run.contractSha256())) {
        throw new InputException(damaged(file, Texts.message("problem.run.other-bytes")));
      }
    } catch (IOException e) {
      throw new InputException(damaged(file, Texts.message("problem.file.not-readable")), e);
    }
  }

  private Optional<Problem> damage(RunDocument run, String name, String fileName) {
    Path file = folder(run).resolve(fileName);
    Map<String, Long> sizes = Optional.ofNullable(run.fileBytes()).orElse(Map.of());
    try {
      long size = Files.size(file);
      if (!Files.isRegularFile(file)) {
        return Optional.of(damaged(file, Texts.message("problem.file.not-file")));
      }
      Long expected = sizes.get(name);
      return expected == null || expected == size
          ? Optional.empty()
          : Optional.of(
              damaged(file, Texts.message("problem.file.size", "" + size, "" + expected)));
    } catch (NoSuchFileException e) {
      return Optional.of(damaged(file, Texts.message("problem.file.missing")));
    } catch (IOException e) {
      return Optional.of(damaged(file, Texts.message("problem.file.not-readable")));
    }
  }

  /**
   * Deletes a run. It is gone at once, by one rename; files that a killed process leaves behind are
   * those of no run.
   */
  public void remove(RunDocument run) {
    Path gone = folder.resolve(DRAFT_PREFIX + "gone-" + run.runId());
    try {
      Files.move(folder(run), gone, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DurableFiles.deleteFolder(gone);
  }

  /** Returns the problem of a file of a run that is not as the run wrote it. */
  public static Problem damaged(Path file, Message how) {
    return Problem.of(Texts.message("problem.run.damaged"))
        .withWhere(file.toString())
        .withValue(how)
        .withRemedy(Texts.message("problem.run.restore-folder"));
  }

  /** Returns a document as JSON. */
  public static String toJson(RunDocument run) {
    return Json.documents().write(run) + "\n";
  }
}
