// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.cli.print.Messages;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.Step;
import io.perenne.server.content.ContentGaps;
import io.perenne.server.content.Contents;
import io.perenne.server.content.ShopValues;
import io.perenne.server.journey.JourneyFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perenne contents check}: whether every message of the journeys can be sent. */
@Command(
    name = "check",
    description =
        "Checks the texts of the home, and whether journeys have all that their messages need.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckContentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HomeOption home = new HomeOption();

  @Override
  public void run() {
    Path folder = home.path();
    Contents contents = Contents.of(folder);
    ContentGaps gaps = new ContentGaps(contents, ShopValues.of(folder, contents.variables()));
    List<JourneyFolder.Kept> journeys = JourneyFolder.all(folder);
    journeys.forEach(kept -> look(kept.journey(), gaps));
    List<Problem> problems = gaps.problems();
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    spec.commandLine()
        .getOut()
        .println(
            Messages.of(Speaker.of(spec))
                .text("contents.fine", "" + contents.all().size(), "" + journeys.size()));
  }

  private static void look(Journey journey, ContentGaps gaps) {
    for (Step step : journey.steps()) {
      if (step.act() instanceof Step.Message message) {
        gaps.look(journey.id() + "/" + message.content(), message.channels(), message.action());
      } else if (step.act() instanceof Step.Task task) {
        gaps.look(journey.id() + "/" + task.content(), List.of(task.list()), task.action());
      }
    }
  }
}
