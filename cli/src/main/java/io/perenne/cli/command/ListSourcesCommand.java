// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.cli.print.TextTable;
import io.perenne.server.LiveHome;
import io.perenne.server.live.source.WriteKeys;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne sources list}: the sources of a home. */
@Command(
    name = "list",
    description = "Lists the sources of a home.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ListSourcesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Messages messages = Messages.of(Speaker.of(spec));
    List<WriteKeys.Line> all;
    try (LiveHome live = store.open()) {
      all = live.sources();
    }
    if (all.isEmpty()) {
      out.println(messages.text("sources.none", store.home().toString()));
      return;
    }
    TextTable table =
        new TextTable()
            .left(messages.text("sources.name"))
            .left(messages.text("sources.state"))
            .left(messages.text("sources.prefix"))
            .right(messages.text("sources.recent"))
            .left(messages.text("sources.last"));
    for (WriteKeys.Line each : all) {
      table.row(
          List.of(
              each.source().name(),
              messages.text(each.source().disabled().isPresent() ? "sources.off" : "sources.on"),
              each.prefix() + "…",
              each.recent().map(count -> Long.toString(count.events())).orElse("0"),
              each.recent().map(count -> count.last().toString()).orElse("")));
    }
    out.print(table.render());
  }
}
