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
    if (arguments.isEmpty()) {
      throw InputException.of(Texts.message("problem.input.none"));
    }
    Set<Path> found = new LinkedHashSet<>();
    for (String argument : arguments) {
      for (Path file : findOne(argument)) {
        found.remove(file);
        found.add(file);
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> findOne(String argument) {
    Path path = existing(argument).orElse(null);
    if (path == null) {
      SheetName name = SheetName.parse(argument);
      return name.sheet().isPresent()
          ? findOne(name.file()).stream()
              .map(file -> Path.of(file + "#" + name.sheet().get()))
              .toList()
          : expandGlob(argument);
    }
    if (Files.isDirectory(path)) {
      return requireSome(argument, filesUnder(path, GlobFolders.all()));
    }
    if (!Files.isReadable(path)) {
      throw InputException.of(path, Texts.message("problem.file.permission"));
    }
    return List.of(path);
  }

  private static Optional<Path> existing(String argument) {
    try {
      return Optional.of(Path.of(argument)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty(); // a glob may hold letters that a path must not
    }
  }

  private static List<Path> expandGlob(String argument) {
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
    for (Path file : filesUnder(root, GlobFolders.of(pattern))) {
      if (matcher.matches(root.relativize(file))) {
        files.add(slash < 0 ? root.relativize(file) : file);
      }
    }
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

  private static List<Path> filesUnder(Path folder, GlobFolders folders) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          folders.depth(),
          collector(folder, folders, files));
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
      Path root, GlobFolders folders, List<Path> files) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isHidden(file) && !isMarker(file)) {
          files.add(file);
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

  /**
   * {@code _SUCCESS} and its like, which Spark and Hive leave beside their data, and {@code
   * ~$sales.xlsx}, which tells that somebody has a workbook open.
   */
  private static boolean isMarker(Path path) {
    Path name = path.getFileName();
    return name != null && (name.toString().startsWith("_") || name.toString().startsWith("~$"));
  }
}
