// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.excel.SheetName;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Turns paths, globs and folders into the files to read. The order of the arguments is their age:
 * the later, the newer. Within a folder or glob, files are ordered by name. A file named twice
 * keeps its last place.
 */
final class SourceFiles {

  private static final String GLOB_LETTERS = "*?[{";

  private SourceFiles() {}

  static List<Path> find(List<String> arguments) {
    return find(arguments, new ArrayList<>());
  }

  /** Finds the files, and adds those that are not read. */
  static List<Path> find(List<String> arguments, List<SourcePaths.Left> left) {
    if (arguments.isEmpty()) {
      throw InputException.of(Texts.message("problem.input.none"));
    }
    Set<Path> found = new LinkedHashSet<>();
    for (String argument : arguments) {
      for (Path file : findOne(argument, left)) {
        found.remove(file);
        found.add(file);
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> findOne(String argument, List<SourcePaths.Left> left) {
    if (argument.startsWith(SourcePaths.NEWEST) && existing(argument).isEmpty()) {
      return newest(findOne(SourcePaths.withoutChoice(argument), left), left);
    }
    Path path = existing(argument).orElse(null);
    if (path == null) {
      SheetName name = SheetName.parse(argument);
      return name.sheet().isPresent()
          ? findOne(name.file(), left).stream()
              .map(file -> Path.of(file + "#" + name.sheet().get()))
              .toList()
          : expandGlob(argument, left);
    }
    if (Files.isDirectory(path)) {
      return requireSome(argument, filesUnder(path, GlobFolders.all(), left));
    }
    if (!Files.isReadable(path)) {
      throw InputException.of(path, Texts.message("problem.file.permission"));
    }
    return List.of(path);
  }

  /** The one changed last; of several, the last by name. */
  private static List<Path> newest(List<Path> files, List<SourcePaths.Left> left) {
    Path newest =
        files.stream()
            .max(
                Comparator.comparing((Path file) -> QuietFiles.State.of(file).changed())
                    .thenComparing(Path::toString))
            .orElseThrow();
    files.stream()
        .filter(file -> !file.equals(newest))
        .forEach(file -> left.add(new SourcePaths.Left(file, LeftAside.OLDER)));
    return List.of(newest);
  }

  static boolean isOpen(String argument) {
    String path = SourcePaths.withoutChoice(argument);
    return !path.equals(argument)
        || existing(path).map(Files::isDirectory).orElse(firstGlobLetter(path) >= 0);
  }

  private static Optional<Path> existing(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty(); // a glob may hold letters that a path must not
    }
  }

  private static List<Path> expandGlob(String argument, List<SourcePaths.Left> left) {
    int glob = firstGlobLetter(argument);
    if (glob < 0) {
      throw refused(argument, Texts.message("problem.input.missing"));
    }
    int slash = argument.lastIndexOf('/', glob);
    Path root = Path.of(slash < 0 ? "." : slash == 0 ? "/" : argument.substring(0, slash));
    if (!Files.isDirectory(root)) {
      throw refused(argument, Texts.message("problem.input.no-folder", root));
    }
    String prefix = slash < 0 ? "" : argument.substring(0, slash + 1);
    String pattern = argument.substring(prefix.length());
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new InputException(
          Problem.of(Texts.message("problem.input.pattern", String.valueOf(e.getMessage())))
              .withWhere(argument),
          e);
    }
    List<Path> files = new ArrayList<>();
    List<SourcePaths.Left> beside = new ArrayList<>();
    for (Path file : filesUnder(root, GlobFolders.of(pattern), beside)) {
      if (matcher.matches(root.relativize(file))) {
        files.add(slash < 0 ? root.relativize(file) : file);
      }
    }
    beside.stream()
        .filter(each -> matcher.matches(root.relativize(each.file())))
        .forEach(left::add);
    return requireSome(argument, files);
  }

  private static int firstGlobLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (GLOB_LETTERS.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<Path> requireSome(String argument, List<Path> files) {
    if (files.isEmpty()) {
      throw refused(argument, Texts.message("problem.input.nothing"));
    }
    return files;
  }

  private static InputException refused(String argument, Message what) {
    return new InputException(Problem.of(what).withWhere(argument));
  }

  private static List<Path> filesUnder(
      Path folder, GlobFolders folders, List<SourcePaths.Left> left) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          folders.depth(),
          collector(folder, folders, files, left));
    } catch (AccessDeniedException e) {
      throw InputException.of(Path.of(e.getFile()), Texts.message("problem.file.permission"), e);
    } catch (FileSystemLoopException e) {
      throw InputException.of(Path.of(e.getFile()), Texts.message("problem.input.loop"), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(Comparator.comparing(Path::toString));
    return files;
  }

  private static SimpleFileVisitor<Path> collector(
      Path root, GlobFolders folders, List<Path> files, List<SourcePaths.Left> left) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isHidden(file)) {
          LeftAside.byName(file)
              .ifPresentOrElse(
                  why -> left.add(new SourcePaths.Left(file, why)), () -> files.add(file));
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean below = !folder.equals(root);
        boolean skipped = below && (isHidden(folder) || !folders.mayMatch(root.relativize(folder)));
        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      /** A folder that cannot be read matters only where files in it could match. */
      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (!file.equals(root) && !folders.mayMatch(root.relativize(file))) {
          return FileVisitResult.CONTINUE;
        }
        throw failure;
      }
    };
  }

  private static boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }
}
