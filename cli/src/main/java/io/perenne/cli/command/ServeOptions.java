// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.JobContext;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Message;
import io.perenne.server.PerenneServer;
import io.perenne.server.ServerOptions;
import io.perenne.server.storage.DatabaseAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where pages are served. */
final class ServeOptions {
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on. Default: ${DEFAULT-VALUE}, which only this machine reaches.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port to listen on; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--base-path",
      paramLabel = "/PATH",
      defaultValue = "",
      description = "What stands before every path where a proxy serves the pages, such as /clv.")
  private String basePath = "";

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "${env:PERENNE_DATABASE}",
      description = {
        "Where users, keys and the record of changes are kept: jdbc:postgresql://HOST/NAME.",
        "Default: PERENNE_DATABASE, else perenne.db in the home. The password may stand in"
            + " ~/.pgpass."
      })
  private Optional<String> database = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder whose files may be named as sources on the pages. May be repeated; those in"
              + " the folder uploads of the home, and those of the newest run, always may.")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--upload-limit",
      paramLabel = "SIZE",
      defaultValue = "${env:PERENNE_UPLOAD_LIMIT:-5GB}",
      converter = ByteSize.Converter.class,
      description = "The largest file that the page Data takes, as in 20GB. Default: 5GB.")
  private ByteSize uploadLimit = new ByteSize(ServerOptions.UPLOAD_LIMIT);

  /**
   * Serves the pages of a home until the process is asked to end.
   *
   * @param guests whether the printed link lets in without a name
   */
  void serve(JobContext context, boolean guests, PrintWriter out, Messages messages)
      throws InterruptedException {
    try (PerenneServer server = PerenneServer.start(options(context, guests))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "perenne-stop"));
      if (!guests) {
        out.println(messages.text("serve.at", server.address()));
      }
      String key = guests ? "serve.guest" : "serve.first";
      server.entrance().ifPresent(link -> out.println(messages.text(key, link)));
      out.println(messages.text("serve.until"));
      out.flush();
      server.join();
    }
  }

  private ServerOptions options(JobContext context, boolean guests) {
    if (port < 0 || port > MOST_PORT) {
      throw refused("--port", "" + port, Messages.message("refusal.port"));
    }
    String path = ServerOptions.withoutEnd(basePath);
    if (!ServerOptions.isBasePath(path)) {
      throw refused("--base-path", basePath, Messages.message("refusal.base-path"));
    }
    return new ServerOptions(
        context, host, port, path, address(context), data, guests, uploadLimit.bytes());
  }

  private DatabaseAddress address(JobContext context) {
    if (database.isEmpty()) {
      return DatabaseAddress.inHome(context.home());
    }
    try {
      return DatabaseAddress.postgresql(database.get());
    } catch (IllegalArgumentException e) {
      throw refused(
          "--database",
          database.get().replaceAll("[?].*|//[^/]*@", "…"),
          Messages.message("refusal.database"));
    }
  }

  private static InputException refused(String option, String value, Message remedy) {
    return new InputException(
        Problem.of(Messages.message("refusal.serve"))
            .withWhere(option)
            .withValue(value)
            .withRemedy(remedy));
  }
}
