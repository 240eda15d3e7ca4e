// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.RetentionRule;
import io.perenne.cli.print.Messages;
import io.perenne.server.PerenneServer;
import io.perenne.server.ServerOptions;
import io.perenne.server.ServerOptionsReader;
import io.perenne.server.log.LogFormat;
import io.perenne.server.options.OptionSources;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where pages are served. What is not given here is looked for in the environment, then in {@code
 * server.yaml} in the home.
 */
final class ServeOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on. Default: 127.0.0.1, which only this machine reaches.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0 takes any free one. Default: 8080.")
  private @Nullable String port;

  @Option(
      names = "--base-path",
      paramLabel = "/PATH",
      description = "What stands before every path where a proxy serves the pages, such as /clv.")
  private @Nullable String basePath;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Where users, keys and the record of changes are kept: jdbc:postgresql://HOST/NAME.",
        "Default: PERENNE_DATABASE, else perenne.db in the home. The password may stand in"
            + " ~/.pgpass."
      })
  private @Nullable String database;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder whose files may be named as sources on the pages. May be repeated; those in"
              + " the folder uploads of the home, and those of the newest run, always may.")
  private List<String> data = List.of();

  @Option(
      names = "--upload-limit",
      paramLabel = "SIZE",
      description = "The largest file that the page Data takes, as in 20GB. Default: 5GB.")
  private @Nullable String uploadLimit;

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description =
          "How the log on standard error is written: text for people, json for programs, one"
              + " object a line. Default: text.")
  private @Nullable String log;

  @Mixin private KeepOptions keep = new KeepOptions();

  /** Returns what was given on the command line, by option. */
  Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    put(given, "host", host);
    put(given, "port", port);
    put(given, "base-path", basePath);
    put(given, "database", database);
    given.put("data", data);
    put(given, "upload-limit", uploadLimit);
    put(given, "log", log);
    given.putAll(keep.given());
    return given;
  }

  static void put(Map<String, List<String>> given, String option, @Nullable String value) {
    if (value != null) {
      given.put(option, List.of(value));
    }
  }

  /**
   * Serves the pages of a home, shown to whoever has the printed link, until the process is asked
   * to end.
   */
  void show(JobContext context, PrintWriter out, Messages messages) throws InterruptedException {
    OptionSources sources =
        OptionSources.read(
            given(), context.secrets().environment(), context.home(), ServerOptionsReader.KNOWN);
    serve(options(sources, context, true), out, messages);
  }

  /** Returns the options of a server. */
  static ServerOptions options(OptionSources sources, JobContext context, boolean guests) {
    long limit =
        sources
            .find("upload-limit")
            .map(given -> ResourceOptions.size(given).bytes())
            .orElse(ServerOptions.UPLOAD_LIMIT);
    ServerOptionsReader reader = new ServerOptionsReader(sources);
    LogFormat.use(reader.log());
    return reader.read(context, limit, guests).keeping(retention(sources));
  }

  /** Returns which runs of a home stay. */
  static RetentionRule retention(OptionSources sources) {
    OptionalLong bytes =
        sources
            .find("keep-size")
            .map(given -> OptionalLong.of(ResourceOptions.size(given).bytes()))
            .orElse(OptionalLong.empty());
    return new ServerOptionsReader(sources).retention(bytes);
  }

  /** Serves the pages of a home until the process is asked to end. */
  static void serve(ServerOptions options, PrintWriter out, Messages messages)
      throws InterruptedException {
    try (PerenneServer server = PerenneServer.start(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "perenne-stop"));
      if (!options.guests()) {
        out.println(messages.text("serve.at", server.address()));
      }
      String key = options.guests() ? "serve.guest" : "serve.first";
      server.entrance().ifPresent(link -> out.println(messages.text(key, link)));
      out.println(messages.text("serve.until"));
      out.flush();
      server.join();
    }
  }
}
