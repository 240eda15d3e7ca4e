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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a command writes away from what it reads, and from what a home holds. Every output of
 * every command passes here before any work is done.
 *
 * <p>Files are compared by what they are and not by how they are called: a symbolic link, a hard
 * link, a relative path and a name in another case on a file system that ignores case are all the
 * same file.
 */
public final class OutputGuard {
  /** What a home holds beside its runs; a folder with {@value #RUNS} is taken for a home. */
  private static final Set<String> OF_A_HOME =
      Set.of(
          "control-group",
          "deliveries",
          "destinations",
          "perenne.db",
          "perenne.yaml",
          "refused",
          ".lock");

  private static final String RUNS = "runs";

  private final List<Path> read;

  private OutputGuard(List<Path> read) {
    this.read = read;
  }

  /** Returns a guard that knows of no file that is read. */
  public static OutputGuard ofHomes() {
    return new OutputGuard(List.of());
  }

  /** Returns a guard of files that the command reads. */
  public static OutputGuard reading(Collection<Path> files) {
    return ofHomes().and(files);
  }

  /** Returns this guard for more files that are read. */
  public OutputGuard and(Collection<Path> files) {
    List<Path> all = new ArrayList<>(read);
    all.addAll(files);
    return new OutputGuard(List.copyOf(all));
  }

  /** Returns this guard for one more file that is read, if there is one. */
  public OutputGuard and(Optional<Path> file) {
    return file.map(path -> and(List.of(path))).orElse(this);
  }

  /**
   * Requires that a file may be written.
   *
   * @param option the option that names it
   * @throws InputException if it is one that is read, if it lies in a run or among the files of a
   *     home, or if something that is no file has its name
   */
  public void require(String option, Path output) {
    try {
      identity(output).ifPresent(found -> requireOrdinary(option, output, found));
      requireNotRead(option, output);
      requireNoHome(option, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Requires that a folder is no place of a home: neither the home, nor one of the folders in which
   * it keeps what it knows, nor within a run. Another folder within a home is as good as any.
   *
   * @param home a home that may have no runs yet
   * @throws InputException if it is
   */
  public static void requireOutside(String where, Path folder, Path home) {
    try {
      Path place = place(folder);
      if (place.equals(place(home)) || Files.isDirectory(place.resolve(RUNS))) {
        throw refusedFolder(Texts.message("problem.output.in-home", place), where, folder);
      }
      for (@Nullable Path at = place; at != null; at = at.getParent()) {
        @Nullable Path parent = at.getParent();
        boolean kept = at.endsWith(RUNS) || OF_A_HOME.stream().anyMatch(at::endsWith);
        if (isOfAHome(at) || (kept && parent != null && parent.equals(place(home)))) {
          throw refusedFolder(Texts.message("problem.output.in-home", at), where, folder);
        }
        if (Files.isRegularFile(at.resolve(RunStore.DOCUMENT))) {
          throw refusedFolder(Texts.message("problem.output.in-run", at), where, folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputException refusedFolder(Message what, String where, Path folder) {
    return new InputException(
        Problem.of(what)
            .withWhere(where)
            .withValue(folder.toString())
            .withRemedy(Texts.message("problem.output.own-folder")));
  }

  private static void requireOrdinary(String option, Path output, BasicFileAttributes found) {
    if (found.isOther()) {
      throw refused(Texts.message("problem.output.device"), option, output);
    }
    if (found.isDirectory()) {
      throw refused(Texts.message("problem.output.folder"), option, output);
    }
  }

  private void requireNotRead(String option, Path output) throws IOException {
    Optional<BasicFileAttributes> target = identity(output);
    if (target.isEmpty()) {
      return;
    }
    for (Path file : read) {
      Optional<BasicFileAttributes> found = identity(file);
      if (found.isPresent() && isSame(output, target.get(), file, found.get())) {
        throw refused(Texts.message("problem.output.read", file), option, output);
      }
    }
  }

  private static boolean isSame(
      Path left, BasicFileAttributes ofLeft, Path right, BasicFileAttributes ofRight)
      throws IOException {
    // two look-ups a file are saved where the file system tells what a file is
    return (ofLeft.fileKey() != null && ofRight.fileKey() != null)
        ? ofLeft.fileKey().equals(ofRight.fileKey())
        : Files.isSameFile(left, right);
  }

  private static void requireNoHome(String option, Path output) throws IOException {
    Path place = place(output);
    for (@Nullable Path at = place; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(RunStore.DOCUMENT))) {
        throw refused(Texts.message("problem.output.in-run", at), option, output);
      }
      if (isOfAHome(at)) {
        throw refused(Texts.message("problem.output.in-home", at), option, output);
      }
    }
  }

  /** A run that is being written lies beside the others under a hidden name. */
  private static boolean isOfAHome(Path path) {
    @Nullable Path name = path.getFileName();
    @Nullable Path parent = path.getParent();
    if (name == null || parent == null) {
      return false;
    }
    String text = name.toString().toLowerCase(Locale.ROOT);
    return (text.startsWith(RunStore.DRAFT_PREFIX) && parent.endsWith(RUNS))
        || (OF_A_HOME.contains(text) && Files.isDirectory(parent.resolve(RUNS)));
  }

  /** Returns the file with every link in the way to its folder followed. */
  private static Path place(Path output) throws IOException {
    Path absolute = output.toAbsolutePath();
    List<Path> missing = new ArrayList<>();
    Path at = absolute;
    while (Files.notExists(at) || at.equals(absolute)) {
      @Nullable Path parent = at.getParent();
      @Nullable Path name = at.getFileName();
      if (parent == null || name == null) {
        return absolute.normalize();
      }
      missing.add(0, name);
      at = parent;
    }
    Path place = at.toRealPath();
    for (Path name : missing) {
      place = place.resolve(name);
    }
    return Files.isSymbolicLink(place) && Files.exists(place)
        ? place.toRealPath()
        : place.normalize();
  }

  /** Returns what a path leads to, over any links; empty if there is nothing. */
  private static Optional<BasicFileAttributes> identity(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static InputException refused(Message what, String option, Path output) {
    return new InputException(
        Problem.of(what)
            .withWhere(option)
            .withValue(output.toString())
            .withRemedy(Texts.message("problem.output.own-file")));
  }
}
