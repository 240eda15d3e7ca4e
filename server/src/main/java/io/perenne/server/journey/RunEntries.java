// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.task.Resources;
import io.perenne.engage.audience.Moment;
import io.perenne.engage.journey.Journey;
import io.perenne.server.reading.PublishedModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who enters journeys by a run, found in one pass over its customers and those of the run before.
 */
public final class RunEntries {
  private RunEntries() {}

  /**
   * How many enter a journey.
   *
   * @param journey the journey
   * @param target those who do
   * @param control those who would, were they not in the control group
   */
  public record Line(Journey journey, long target, long control) {}

  /**
   * What a run says.
   *
   * @param run the run
   * @param hasBefore whether the run before is there; without it nobody is known to have entered a
   *     segment, and everybody counts as new
   * @param lines by journey
   */
  public record Counted(RunDocument run, boolean hasBefore, List<Line> lines) {
    /** Copies the list. */
    public Counted {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Counts who enters by a run.
   *
   * @throws io.perenne.analytics.InputException if there is no such run
   */
  public static Counted count(
      Path home, String idOrPrefix, Resources resources, List<Journey> journeys) {
    long[] target = new long[journeys.size()];
    long[] control = new long[journeys.size()];
    try (RunCustomers run = RunCustomers.open(home, idOrPrefix, resources, Set.of())) {
      Instant end = PublishedModels.of(run.run()).cutOff();
      Moment moment = new Moment(end, PublishedModels.of(run.run()).zone());
      run.each(
          (customer, before) -> {
            for (int i = 0; i < journeys.size(); i++) {
              boolean enters =
                  journeys
                      .get(i)
                      .entry()
                      .inRun(customer, before, run.run().referenceDate(), moment)
                      .isPresent();
              if (enters && customer.control()) {
                control[i]++;
              } else if (enters) {
                target[i]++;
              }
            }
          });
      List<Line> lines = new ArrayList<>();
      for (int i = 0; i < journeys.size(); i++) {
        lines.add(new Line(journeys.get(i), target[i], control[i]));
      }
      return new Counted(run.run(), run.hasBefore(), lines);
    }
  }
}
