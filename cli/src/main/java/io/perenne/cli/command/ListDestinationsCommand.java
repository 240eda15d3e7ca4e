// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DestinationStore;
import io.perenne.analytics.delivery.Routes;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.job.Deliver;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.TextTable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne destinations list}: the destinations of a home. */
@Command(
    name = "list",
    description = "Lists the destinations of a home.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListDestinationsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Messages messages = Messages.of(Speaker.of(spec));
    List<DestinationSettings> all = DestinationStore.of(home.path()).list();
    if (all.isEmpty()) {
      out.println(messages.text("destinations.none", home.path().toString()));
      return;
    }
    Routes routes = Deliver.routes(Contexts.of(home.path()));
    DeliveryLedger ledger = DeliveryLedger.of(home.path());
    TextTable table =
        new TextTable()
            .left(messages.text("destinations.name"))
            .left(messages.text("destinations.kind"))
            .left(messages.text("destinations.where"))
            .left(messages.text("destinations.last"));
    for (DestinationSettings settings : all) {
      table.row(
          List.of(
              settings.name(),
              settings.channel().kind(),
              routes.route(settings).destination().describe(),
              ledger.list(settings.name()).stream()
                  .findFirst()
                  .map(
                      record ->
                          record.runId() + " " + messages.text("state." + record.state().name()))
                  .orElse("")));
    }
    out.print(table.render());
  }
}
