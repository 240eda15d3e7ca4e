// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.analytics.delivery.channel.DestinationSettings;
import io.perenne.analytics.delivery.channel.FileSettings;
import io.perenne.analytics.delivery.channel.RowSettings;
import io.perenne.analytics.job.Destinations;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne destinations add}: writes the settings of a destination. */
@Command(
    name = "add",
    description = "Adds a destination, or changes one. --keys lists what can be set.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class AddDestinationCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits, - and _.")
  private String name = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "folder, sftp, https, postgresql or marketing-cloud.")
  private String kind = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key. May be repeated. A secret is given as env:NAME, file:PATH or prompt.")
  private List<String> values = new ArrayList<>();

  @Option(names = "--keys", description = "Lists the keys of the kind, and adds nothing.")
  private boolean keys;

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    Destinations destinations = new Destinations(Contexts.of(home.path()));
    Map<String, String> given =
        destinations.has(name) ? destinations.load(name).given() : new LinkedHashMap<>();
    if (!kind.isEmpty()) {
      given.put("kind", kind);
    }
    if (keys) {
      printKeys(given.getOrDefault("kind", ""));
      return;
    }
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new InputException(
            Problem.of(Messages.message("destinations.set-form"))
                .withWhere("--set")
                .withRemedy(Messages.message("destinations.set-form.remedy")));
      }
      given.put(value.substring(0, equals).strip(), value.substring(equals + 1));
    }
    Route route = destinations.save(name, given);
    DestinationSettings settings = destinations.load(name);
    PrintWriter out = spec.commandLine().getOut();
    Messages messages = Messages.of(Speaker.of(spec));
    out.println(messages.text("destinations.wrote", file().toString()));
    NamePreview.print(home.path(), settings, route, messages, out);
    if (isFileOfAChoice(settings)) {
      out.println(messages.text("destinations.choice"));
    }
    out.println(messages.text("destinations.try", name));
  }

  private static boolean isFileOfAChoice(DestinationSettings settings) {
    return settings.knows(FileSettings.FILE_NAME) && RowSettings.isRestricted(settings);
  }

  private Path file() {
    return home.path().resolve("destinations").resolve(name + ".yaml");
  }

  private void printKeys(String wanted) {
    Messages messages = Messages.of(Speaker.of(spec));
    for (Channel each : Channels.all()) {
      if (wanted.isEmpty() || each.kind().equals(wanted)) {
        spec.commandLine().getOut().println(each.kind() + ":");
        TextTable table =
            new TextTable()
                .left(messages.text("destinations.key"))
                .left(messages.text("destinations.default"))
                .left(messages.text("destinations.meaning"));
        for (Key<?> key : Channels.keys(each)) {
          boolean required = key.is(Key.Trait.REQUIRED);
          table.row(
              List.of(
                  "  " + key.name(),
                  required ? messages.text("destinations.required") : key.standard(),
                  key.description(Speaker.of(spec))));
        }
        spec.commandLine().getOut().print(table.render());
      }
    }
  }
}
