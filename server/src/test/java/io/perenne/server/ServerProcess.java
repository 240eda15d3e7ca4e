// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.task.Resources;
import io.perenne.server.log.LogFormat;
import io.perenne.server.log.LogSettings;
import io.perenne.server.options.OptionSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed. What it writes is kept in a file. */
final class ServerProcess implements AutoCloseable {
  private static final long MOST_SECONDS = 60;
  private static final String PROVIDER = "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider";
  private static final String QUIET = "-Dslf4j.internal.verbosity=WARN";

  private final Process process;
  private final Path written;
  private final String address;

  private ServerProcess(Process process, Path written) throws Exception {
    this.process = process;
    this.written = written;
    address = said("address ");
  }

  /** Starts one on any port, with options in the environment as an operator gives them. */
  static ServerProcess start(Path home, Path written, Map<String, String> environment)
      throws Exception {
    return new ServerProcess(begin(home, written, environment), written);
  }

  /** Starts one that cannot serve, and returns its exit code. */
  static int fail(Path home, Path written, Map<String, String> environment) throws Exception {
    Process process = begin(home, written, environment);
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("it does not end: " + Files.readString(written));
    }
    return process.exitValue();
  }

  private static Process begin(Path home, Path written, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", PROVIDER, QUIET, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(ServerProcess.class.getName(), home.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(written.toFile()));
    builder.environment().put("PERENNE_PORT", "0");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Serves a home until it is killed. */
  public static void main(String[] arguments) throws Exception {
    LogSettings.install();
    Path home = Path.of(arguments[0]);
    OptionSources sources =
        OptionSources.read(Map.of(), System.getenv(), home, ServerOptionsReader.KNOWN);
    ServerOptionsReader reader = new ServerOptionsReader(sources);
    LogFormat.use(reader.log());
    ServerOptions options = reader.read(context(home), ServerOptions.UPLOAD_LIMIT, false);
    try (PerenneServer server = PerenneServer.start(options)) {
      System.out.println("entrance " + server.entrance().orElse(""));
      System.out.println("address " + server.address());
      server.join();
    }
  }

  /** Secrets are in the environment, as operators have them. */
  private static JobContext context(Path home) {
    return new JobContext(
        home,
        new Secret.Sources(System.getenv(), name -> Optional.empty()),
        InstantSource.system(),
        new SecureRandom(),
        Resources.ofMachine().withMemoryBytes(Resources.LEAST_MEMORY),
        JobListener.SILENT);
  }

  /** Returns what it said after some words, once it has. */
  private String said(String words) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      List<String> lines =
          Files.readString(written).lines().filter(each -> each.startsWith(words)).toList();
      if (!lines.isEmpty()) {
        return lines.get(lines.size() - 1).substring(words.length());
      }
      Thread.sleep(20);
    }
    process.destroyForcibly();
    throw new IllegalStateException("it does not start: " + Files.readString(written));
  }

  String address() {
    return address;
  }

  String entrance() throws Exception {
    return said("entrance ");
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    kill();
  }
}
