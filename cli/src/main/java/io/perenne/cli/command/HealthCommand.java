// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne health}: whether a server can do its work, for containers and supervisors. */
@Command(
    name = "health",
    description = {
      "Asks a server whether it can do its work: exit code 0 if so, 3 if not.",
      "It needs no other program, so that a container can ask itself."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class HealthCommand implements Callable<Integer> {
  private static final int NOT_WELL = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the server is, with its base path. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Override
  public Integer call() throws InterruptedException {
    Messages messages = Messages.of(Speaker.of(spec));
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/readyz")).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString());
      boolean ours =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain");
      spec.commandLine().getOut().println(ours ? answer.body().strip() : "" + answer.statusCode());
      return answer.statusCode() == 200 && ours ? 0 : NOT_WELL;
    } catch (IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println(messages.text("health.silent", url.toString()));
      return NOT_WELL;
    }
  }
}
