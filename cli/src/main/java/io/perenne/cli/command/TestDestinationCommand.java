// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.ServerIdentity;
import io.perenne.analytics.job.Destinations;
import io.perenne.cli.print.Messages;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne destinations test}: tries what can be tried without a delivery. */
@Command(
    name = "test",
    description = "Connects to a destination and shows the file name the next delivery would have.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TestDestinationCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A destination.")
  private String name = "";

  @Option(
      names = "--approve",
      paramLabel = "SHA256:…",
      description =
          "The fingerprint that the server's host key has to have. It is kept, and checked ever"
              + " after. Without it, a person at a terminal is asked.")
  private String approved = "";

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Messages messages = Messages.of(Speaker.of(spec));
    Destinations destinations = new Destinations(Contexts.of(home.path()));
    Routes routes = destinations.routes();
    DestinationSettings settings = destinations.load(name);
    if (Routes.needsApproval(settings) || !approved.isEmpty()) {
      settings = destinations.approve(settings, approve(routes.identity(settings)));
      out.println(messages.text("destinations.approved"));
    }
    Route route = routes.route(settings);
    route.checkPacking();
    out.println(route.destination().check().in(Speaker.of(spec)));
    NamePreview.print(home.path(), settings, route, messages, out);
  }

  private ServerIdentity approve(ServerIdentity shown) {
    Messages messages = Messages.of(Speaker.of(spec));
    if (shown.fingerprint().equals(approved)) {
      return shown;
    }
    if (approved.isEmpty()
        && TerminalPrompt.answer(
                messages.text("destinations.ask", shown.type(), shown.fingerprint()))
            .filter(answer -> TerminalPrompt.isYes(answer, messages))
            .isPresent()) {
      return shown;
    }
    throw new InputException(
        Problem.of(Messages.message("destinations.not-approved"))
            .withWhere(Messages.message("destinations.of", name))
            .withValue(shown.type() + " " + shown.fingerprint())
            .withRemedy(Messages.message("destinations.not-approved.remedy", shown.fingerprint())));
  }
}
