// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.fit.FitRequest;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.Holdout;
import io.perenne.analytics.fit.LastDay;
import io.perenne.analytics.fit.ModelFile;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.job.TestJobs;
import io.perenne.analytics.score.HorizonOption;
import io.perenne.analytics.score.ScoreRequest;
import io.perenne.analytics.score.SimulatedModel;
import io.perenne.analytics.score.SimulationRequest;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.spend.GammaGamma;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers of whom some buy like clockwork, from files to a kept model and to scores. */
class MixtureJobTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  @TempDir Path folder;

  @Test
  void mixture_isFittedKeptReadAndScored() throws IOException {
    Path file = folder.resolve("regular.csv");
    // gaps of weeks, so that days are fine enough
    ParetoCnbdMixture truth = ParetoCnbdMixture.of(2, 60, 0.6, 300, 0.4, 0, 0, 0, 0, 0.6);
    TestJobs.simulate(
        new SimulationRequest(
            new SimulatedModel(truth, ModelUnit.DAY, GammaGamma.of(6, 4, 15)),
            400,
            600,
            11,
            START,
            file));
    LocalDate end = START.plusDays(449);
    FittedModel fitted = fit(file, "pareto-cnbd-mixture", end);
    Holdout ofRandom = Objects.requireNonNull(fit(file, "pareto-nbd", end).holdout());

    assertThat(fitted.parameters().get("w9")).isBetween(0.4, 0.75);
    Holdout holdout = Objects.requireNonNull(fitted.holdout());
    assertThat(holdout.bias()).isBetween(-0.15, 0.15);
    // knowing who is regular is worth something
    assertThat(holdout.logScore()).isLessThan(ofRandom.logScore());

    Path kept = folder.resolve("m.json");
    ModelFile.write(fitted, kept);
    FittedModel read = ModelFile.read(kept);
    assertThat(read).isEqualTo(fitted);
    Path out = folder.resolve("scores.csv");
    TestJobs.score(
        read,
        new ScoreRequest(
            Inputs.of(file, false),
            new LastDay(Optional.of(end), end),
            HorizonOption.parse(holdout.days() + " days"),
            0.9,
            Optional.empty(),
            out));
    List<String> lines = Files.readAllLines(out);
    double expected = 0;
    for (String line : lines.subList(1, lines.size())) {
      expected += Double.parseDouble(line.split(",", -1)[7]);
    }
    assertThat(expected).isCloseTo(holdout.expected(), within(1e-6 * holdout.expected()));
  }

  private static FittedModel fit(Path file, String model, LocalDate end) {
    return TestJobs.fit(
        new FitRequest(
            Inputs.of(file, false),
            model,
            Optional.of(end),
            Inputs.LAST,
            ModelUnit.WEEK,
            true,
            Optional.empty(),
            Optional.empty()));
  }
}
