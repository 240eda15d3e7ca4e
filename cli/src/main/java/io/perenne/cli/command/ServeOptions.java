// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.job.JobContext;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Message;
import io.perenne.server.PerenneServer;
import io.perenne.server.ServerOptions;
import java.io.PrintWriter;
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

  /** Serves the pages of a home until the process is asked to end. */
  void serve(JobContext context, PrintWriter out, Messages messages) throws InterruptedException {
    try (PerenneServer server = PerenneServer.start(options(context))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "perenne-stop"));
      out.println(messages.text("serve.at", server.address()));
      out.println(messages.text("serve.until"));
      out.flush();
      server.join();
    }
  }

  private ServerOptions options(JobContext context) {
    if (port < 0 || port > MOST_PORT) {
      throw refused("--port", "" + port, Messages.message("refusal.port"));
    }
    String path = ServerOptions.withoutEnd(basePath);
    if (!ServerOptions.isBasePath(path)) {
      throw refused("--base-path", basePath, Messages.message("refusal.base-path"));
    }
    return new ServerOptions(context, host, port, path);
  }

  private static InputException refused(String option, String value, Message remedy) {
    return new InputException(
        Problem.of(Messages.message("refusal.serve"))
            .withWhere(option)
            .withValue(value)
            .withRemedy(remedy));
  }
}
