// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds journeys against the actions that their messages name. */
public final class JourneyActions {
  private JourneyActions() {}

  /**
   * Refuses journeys whose messages and tasks name actions that are not there, or channels by which
   * an action is not made.
   *
   * @throws InputException with all of them
   */
  public static void require(List<Journey> journeys, Catalogue catalogue) {
    List<Problem> problems = new ArrayList<>();
    for (Journey journey : journeys) {
      for (int i = 0; i < journey.steps().size(); i++) {
        Step.Act act = journey.steps().get(i).act();
        String where = journey.id() + ": " + journey.stepName(i);
        if (act instanceof Step.Message message) {
          check(catalogue, message.action(), message.channels(), where, problems);
        } else if (act instanceof Step.Task task) {
          check(catalogue, task.action(), List.of(task.list()), where, problems);
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  private static void check(
      Catalogue catalogue,
      String id,
      List<Channel> channels,
      String where,
      List<Problem> problems) {
    Optional<Action> action = catalogue.find(id);
    if (action.isEmpty()) {
      problems.add(
          Problem.of(Words.message("action.none"))
              .withWhere(where)
              .withValue(id)
              .withRemedy(Words.message("action.none.remedy")));
      return;
    }
    for (Channel channel : channels) {
      if (action.get().treatments().stream().noneMatch(each -> each.channel() == channel)) {
        problems.add(
            Problem.of(Words.message("action.channel", channel.code()))
                .withWhere(where)
                .withValue(id)
                .withRemedy(Words.message("action.channel.remedy")));
      }
    }
  }
}
