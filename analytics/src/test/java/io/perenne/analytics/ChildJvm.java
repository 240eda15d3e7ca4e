// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Starts a class of the tests as a process of its own, as an installed Perenne starts: with
 * DuckDB's library beside its jar. From within the jar each process unpacks 72 MB, which takes half
 * a second and is left behind when it is killed.
 */
public final class ChildJvm {
  private static final Path BESIDE = Path.of("target", "duckdb-beside");
  private static final String LIBRARY = "libduckdb_java.so_";

  private ChildJvm() {}

  /** Returns the command that runs a class with options of the virtual machine. */
  public static List<String> command(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(classPath());
    command.add(main.getName());
    return command;
  }

  private static String classPath() {
    String given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(
        File.pathSeparator,
        Stream.of(given.split(File.pathSeparator, -1))
            .map(entry -> entry.contains("duckdb_jdbc") ? withLibraryBeside(entry) : entry)
            .toList());
  }

  private static String withLibraryBeside(String jar) {
    try (ZipFile zip = new ZipFile(jar)) {
      ZipEntry library = zip.getEntry(LIBRARY + platform());
      if (library == null) {
        return jar;
      }
      Path made = BESIDE.resolve(Path.of(jar).getFileName());
      if (!Files.exists(made)) {
        make(zip, library, made);
      }
      return made.toAbsolutePath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String platform() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return (linux ? "linux_" : "?") + System.getProperty("os.arch").replace("aarch64", "arm64");
  }

  /** Another process may make the same; who is first wins. */
  private static void make(ZipFile zip, ZipEntry library, Path made) throws IOException {
    Path draft = Files.createDirectories(Path.of(BESIDE + "-" + ProcessHandle.current().pid()));
    Path jar = draft.resolve(made.getFileName());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.getName().startsWith(LIBRARY)).toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        zip.getInputStream(entry).transferTo(out);
      }
    }
    Files.copy(zip.getInputStream(library), draft.resolve(library.getName()));
    Files.createDirectories(BESIDE);
    try {
      Files.move(draft.resolve(library.getName()), BESIDE.resolve(library.getName()));
    } catch (FileAlreadyExistsException e) {
      Files.delete(draft.resolve(library.getName()));
    }
    Files.move(jar, made, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(draft);
  }
}
