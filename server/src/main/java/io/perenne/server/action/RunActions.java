// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.RunReader;
import io.perenne.analytics.task.Resources;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Decider;
import io.perenne.engage.decision.Decision;
import io.perenne.engage.decision.Gates;
import io.perenne.engage.decision.Uplifts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plans and decisions over the customers of a run of a home, for a terminal. */
public final class RunActions implements AutoCloseable {
  private final RunReader reader;
  private final RunPeople people;

  private RunActions(RunReader reader, RunPeople people) {
    this.reader = reader;
    this.people = people;
  }

  /**
   * Opens a run.
   *
   * @param idOrPrefix the id of a run, the beginning of one, or {@code latest}
   * @param consents as of {@link RunPeople#of}
   * @throws InputException if there is no such run, or it cannot be used
   */
  public static RunActions open(
      Path home,
      String idOrPrefix,
      Resources resources,
      Catalogue catalogue,
      Set<Channel> consents) {
    RunReader reader = RunReader.open(home, idOrPrefix, resources);
    try {
      return new RunActions(reader, RunPeople.of(reader, catalogue, consents));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns the run. */
  public RunDocument run() {
    return reader.run();
  }

  /** Returns the part of money to come that is margin. */
  public double marginRate() {
    return people.marginRate();
  }

  /**
   * Makes a plan.
   *
   * @param out where everybody in it is written; empty for nowhere
   * @param prices where the price list is written
   */
  public PlanResult plan(PlanRequest request, Optional<Path> out, Optional<Path> prices) {
    try {
      PlanResult result = out.isPresent() ? plan(request, out.get()) : plan(request);
      if (prices.isPresent()) {
        PlanFile.prices(prices.get(), result.prices());
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PlanResult plan(PlanRequest request) {
    return PlanMaker.plan(people, run().runId(), request, contact -> {});
  }

  private PlanResult plan(PlanRequest request, Path file) throws IOException {
    try (PlanFile out = PlanFile.plan(file, run().referenceDate().plusDays(1))) {
      PlanResult result = PlanMaker.plan(people, run().runId(), request, out::write);
      out.keep();
      return result;
    }
  }

  /**
   * Returns what to do for a customer.
   *
   * @param touchpoint where it would be shown
   * @throws InputException if there is no such customer or touchpoint
   */
  public Decision decide(PlanRequest request, String customerId, String touchpoint) {
    Catalogue catalogue = request.catalogue();
    Set<String> touchpoints = new TreeSet<>();
    catalogue
        .actions()
        .forEach(each -> each.treatments().forEach(t -> touchpoints.add(t.touchpoint())));
    if (!touchpoints.contains(touchpoint)) {
      throw new InputException(
          Problem.of(Words.message("touchpoint.none"))
              .withValue(touchpoint)
              .withRemedy(Words.message("touchpoint.none.remedy", String.join(", ", touchpoints))));
    }
    Decider decider =
        new Decider(
            catalogue,
            Uplifts.of(catalogue.actions(), request.outcomes()),
            new Gates(catalogue.policy().atAnyHour(), Map.of(), people.model().zone()),
            run().runId(),
            request.seed());
    return decider.decide(people.find(customerId), touchpoint);
  }

  @Override
  public void close() {
    reader.close();
  }
}
