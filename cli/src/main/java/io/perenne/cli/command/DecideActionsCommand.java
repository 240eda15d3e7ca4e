// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.ActionsPrinter;
import io.perenne.engage.decision.Decision;
import io.perenne.engage.decision.PlanLimits;
import io.perenne.server.action.PlanRequest;
import io.perenne.server.action.RunActions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne actions decide}: what to do for one customer, and why. */
@Command(
    name = "decide",
    description =
        "Decides what to do for one customer of a run at a touchpoint, and shows why: what could be"
            + " done, what it is worth, how probably it is chosen, and what kept the rest out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class DecideActionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private ActionInputs inputs = new ActionInputs();

  @Parameters(
      index = "1",
      paramLabel = "CUSTOMER",
      description = "The customer's id, letter by letter.")
  private String customer = "";

  @Option(
      names = "--touchpoint",
      required = true,
      paramLabel = "NAME",
      description = "Where it would be shown: the name of a treatment in the file of actions.")
  private String touchpoint = "";

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  @Override
  public void run() {
    PlanRequest request = inputs.request(PlanLimits.NONE, true);
    try (RunActions actions = inputs.open(request)) {
      Decision decision = actions.decide(request, customer, touchpoint);
      ActionsPrinter printer = new ActionsPrinter(Speaker.of(spec));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(printer.json(decision));
      } else {
        printer.print(decision, out);
      }
    }
  }
}
