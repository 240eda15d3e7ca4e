// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code perenne} in a project of its own, whose {@code mvn} notes that it was called
 * and puts a ready jar in place. The jar's program, {@link Echo}, prints its arguments.
 */
class LauncherTest {
  private static final Path SCRIPT = Path.of("../perenne").toAbsolutePath().normalize();

  @TempDir Path folder;

  /** A program that shows what reached it. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) {
      long heapMebibytes = Runtime.getRuntime().maxMemory() >> 20;
      System.out.println("echo " + List.of(args) + (heapMebibytes <= 384 ? " small heap" : ""));
    }
  }

  @BeforeEach
  void layOutProject() throws IOException {
    assertThat(SCRIPT).isExecutable();
    Files.copy(SCRIPT, folder.resolve("perenne"));
    executable(folder.resolve("perenne"));
    Files.createFile(folder.resolve("pom.xml"));
    for (String module : List.of("clv", "analytics", "server", "cli")) {
      Files.createDirectories(folder.resolve(module + "/src/main/java"));
      Files.createFile(folder.resolve(module + "/pom.xml"));
      Files.createFile(folder.resolve(module + "/src/main/java/A.java"));
    }
    writeJar(folder.resolve("ready.jar"));
    writeMaven("echo built >>built.log; cp ready.jar cli/target/perenne.jar");
  }

  @Test
  void missingJar_isBuiltOnceAndThenStarted() throws Exception {
    assertThat(finish(start("run", "--set", "a b=ñ")).out())
        .contains("Building Perenne (once)…\n")
        .contains("echo [run, --set, a b=ñ] small heap");
    assertThat(finish(start("x")).out()).isEqualTo("echo [x] small heap\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void sourceNewerThanTheJar_isBuiltAgain() throws Exception {
    finish(start());
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(folder.resolve("clv/src/main/java/A.java"), later);

    finish(start());

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void removedSource_isBuiltAgain() throws Exception {
    finish(start());
    Files.delete(folder.resolve("cli/src/main/java/A.java"));
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(folder.resolve("cli/src/main/java"), later);

    finish(start());

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void launchersAtOnce_buildOnce() throws Exception {
    List<Process> all =
        IntStream.range(0, 4).mapToObj(each -> start(Integer.toString(each))).toList();

    for (int i = 0; i < all.size(); i++) {
      assertThat(finish(all.get(i)).out()).contains("echo [" + i + "] small heap");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void failedBuild_showsWhyAndEndsWithTwo() throws Exception {
    writeMaven("echo '[ERROR] A.java:[1,1] not Java'; exit 1");

    Terminal terminal = finish(start("run"));

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out())
        .contains("[ERROR] A.java:[1,1] not Java")
        .contains("perenne: the build failed")
        .doesNotContain("echo [");
  }

  @Test
  void interruptedBuild_endsWith130AndStartsNothing() throws Exception {
    writeMaven("echo begun >begun.log; sleep 2; cp ready.jar cli/target/perenne.jar");
    Process process =
        builder(Interrupts.heardBy(List.of(folder.resolve("perenne").toString(), "run"))).start();
    while (Files.notExists(folder.resolve("begun.log"))) {
      Thread.sleep(20);
    }
    Interrupts.send(process);

    Terminal terminal = finish(process);

    assertThat(terminal.exitCode()).as(terminal.out()).isEqualTo(130);
    assertThat(terminal.out()).doesNotContain("echo [");
  }

  @Test
  void link_findsTheProject() throws Exception {
    finish(start());
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("perenne"));

    Process process = start(link, List.of("linked"));

    assertThat(finish(process).out()).startsWith("echo [linked] small heap");
  }

  @Test
  void noJava_saysWhatToInstall() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bare"));
    for (String tool : List.of("dirname", "readlink", "sed", "head", "find")) {
      executable(
          Files.writeString(bin.resolve(tool), "#!/bin/bash\nexec " + which(tool) + " \"$@\"\n"));
    }
    ProcessBuilder builder = builder(Path.of("/bin/bash"), List.of(folder + "/perenne"));
    builder.environment().put("PATH", bin.toString());
    builder.environment().remove("JAVA_HOME");

    Terminal terminal = finish(builder.start());

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).startsWith("perenne: no Java 17 or newer was found");
  }

  private Process start(String... arguments) {
    return start(folder.resolve("perenne"), List.of(arguments));
  }

  private Process start(Path script, List<String> arguments) {
    try {
      return builder(script, arguments).start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder builder(Path script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(arguments);
    return builder(command);
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
    builder.environment().remove("PERENNE_JAVA");
    builder.environment().put("PERENNE_JAVA_OPTS", "-Dfile.encoding=UTF-8");
    return builder;
  }

  private static Terminal finish(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Terminal(process.waitFor(), out, "");
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("built.log")).size();
  }

  private void writeMaven(String body) throws IOException {
    Path maven = folder.resolve("bin/mvn");
    Files.createDirectories(maven.getParent());
    Files.writeString(maven, "#!/usr/bin/env bash\nset -e\n" + body + "\n");
    executable(maven);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path which(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(bin -> Path.of(bin, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void writeJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    String path = Echo.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        var source = Echo.class.getClassLoader().getResourceAsStream(path)) {
      jar.putNextEntry(new ZipEntry(path));
      Objects.requireNonNull(source).transferTo(jar);
      jar.closeEntry();
    }
  }
}
