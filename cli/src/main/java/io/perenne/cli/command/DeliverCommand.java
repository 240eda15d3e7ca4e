// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perenne deliver}: a run arrives at a destination. */
@Command(
    name = "deliver",
    description = "Delivers a run to a destination, once.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class DeliverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "A run, the beginning of its id, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--to",
      required = true,
      arity = "1..*",
      paramLabel = "NAME",
      description = "Where to; perenne destinations list shows the names.")
  private List<String> destinations = new ArrayList<>();

  @Option(
      names = "--again",
      description = "Delivers although this or a later run has been delivered there.")
  private boolean again;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    return new VisibleDelivery(Contexts.of(home.path()), spec.commandLine(), output)
        .deliver(RunStore.of(home.path()).find(run), destinations, again);
  }
}
