// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
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

  /** Returns all runs, the newest first. */
  public List<RunDocument> list() {
    return ids().stream().map(this::load).toList();
  }

  /**
   * Returns a run by its id, the beginning of an id that no other shares, or {@code latest}.
   *
   * @throws InputException if there is no such run, or more than one
   */
  public RunDocument find(String idOrPrefix) {
    List<String> ids = ids();
    if (ids.isEmpty()) {
      throw refused("there are no runs yet", idOrPrefix, "make one with perenne run");
    }
    if (idOrPrefix.equals("latest")) {
      return latest(ids);
    }
    List<String> found = ids.stream().filter(id -> id.startsWith(idOrPrefix)).toList();
    if (found.isEmpty()) {
      throw refused("there is no such run", idOrPrefix, "perenne runs lists them");
    }
    if (found.size() > 1) {
      throw refused(
          "more than one run begins so", idOrPrefix, "give one of " + String.join(", ", found));
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

  private InputException refused(String what, String value, String remedy) {
    return new InputException(
        Problem.of(what).withWhere(folder.toString()).withValue(value).withRemedy(remedy));
  }

  /** Returns the latest run whose reference date is on or before the given day. */
  public Optional<RunDocument> latestUpTo(LocalDate day) {
    return list().stream()
        .filter(run -> !run.referenceDate().isAfter(day))
        .max(
            Comparator.comparing(RunDocument::referenceDate).thenComparing(RunDocument::startedAt));
  }

  private RunDocument load(String id) {
    return read(folder.resolve(id).resolve(DOCUMENT));
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
            "a run's provenance cannot be read",
            "restore the file, or delete the run's folder");
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
        throw new InputException(damaged(file, "not the bytes that the run wrote"));
      }
    } catch (IOException e) {
      throw new InputException(damaged(file, "not a readable file"), e);
    }
  }

  private Optional<Problem> damage(RunDocument run, String name, String fileName) {
    Path file = folder(run).resolve(fileName);
    Map<String, Long> sizes = Optional.ofNullable(run.fileBytes()).orElse(Map.of());
    try {
      long size = Files.size(file);
      if (!Files.isRegularFile(file)) {
        return Optional.of(damaged(file, "not a file"));
      }
      Long expected = sizes.get(name);
      return expected == null || expected == size
          ? Optional.empty()
          : Optional.of(damaged(file, size + " of " + expected + " bytes"));
    } catch (NoSuchFileException e) {
      return Optional.of(damaged(file, "missing"));
    } catch (IOException e) {
      return Optional.of(damaged(file, "not a readable file"));
    }
  }

  private static Problem damaged(Path file, String how) {
    return new Problem(
        "a file of the run is damaged",
        file.toString(),
        how,
        "restore the folder of the run, or run again");
  }

  /** Returns a document as JSON. */
  public static String toJson(RunDocument run) {
    return Json.documents().write(run) + "\n";
  }
}
