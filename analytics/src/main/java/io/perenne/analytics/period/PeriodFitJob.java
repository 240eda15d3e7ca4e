// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.fit.FittedData;
import io.perenne.analytics.fit.Sentence;
import io.perenne.analytics.home.Software;
import io.perenne.analytics.period.PeriodModel.Seen;
import io.perenne.analytics.task.Task;
import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.contract.BgBb;
import io.perenne.clv.contract.CohortSurvival;
import io.perenne.clv.contract.OpportunityHistory;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits a model that counts periods. */
public final class PeriodFitJob {
  private PeriodFitJob() {}

  /**
   * Fits.
   *
   * @param model one of {@link PeriodModel#NAMES}
   * @param priors whether weak priors steady small data
   * @throws InputException if the files cannot be used or hold too little
   */
  public static PeriodModel run(String model, PeriodInput input, boolean priors, Task task) {
    FitOptions options =
        priors ? FitOptions.withDefaults() : FitOptions.withDefaults().withoutPriors();
    return model.equals(PeriodModel.BG_BB)
        ? opportunities(opportunities(input, task), input.period(), options)
        : contracts(model, input, options);
  }

  /** Reads customers with their opportunities, from whichever is given. */
  static Opportunities opportunities(PeriodInput input, Task task) {
    return input.table().isPresent()
        ? Opportunities.read(input.table().get(), input.options())
        : Opportunities.read(
            input.transactions().orElseThrow(), input.period(), input.lastDay(), task);
  }

  private static PeriodModel contracts(String name, PeriodInput input, FitOptions options) {
    Path file = input.table().orElseThrow();
    List<CohortSurvival> cohorts = Contracts.cohorts(file, input.options());
    ModelFit<BetaDiscreteWeibull> fit =
        name.equals(PeriodModel.SBG)
            ? BetaDiscreteWeibull.fitShiftedBetaGeometric(cohorts, options)
            : BetaDiscreteWeibull.fit(cohorts, options);
    BetaDiscreteWeibull model = requireModel(fit, file.toString());
    Map<String, Double> parameters = new LinkedHashMap<>(model.parameters());
    if (name.equals(PeriodModel.SBG)) {
      parameters.remove("c");
    }
    return PeriodModel.of(
        name,
        parameters,
        fit,
        input.period(),
        renewals(model, cohorts),
        List.of(),
        List.of(FittedData.File.of(file)),
        Software.describe());
  }

  private static List<Seen> renewals(BetaDiscreteWeibull model, List<CohortSurvival> cohorts) {
    int longest = cohorts.stream().mapToInt(CohortSurvival::periods).max().orElse(0);
    List<Seen> seen = new ArrayList<>();
    for (int t = 1; t <= longest; t++) {
      double before = 0;
      double after = 0;
      for (CohortSurvival cohort : cohorts) {
        if (cohort.periods() >= t) {
          before += cohort.customers().get(t - 1);
          after += cohort.customers().get(t);
        }
      }
      if (before > 0) {
        seen.add(new Seen(t, before, after, before * model.retention(t)));
      }
    }
    return seen;
  }

  private static PeriodModel opportunities(
      Opportunities customers, Period period, FitOptions options) {
    Map<OpportunityHistory, Double> cells = new LinkedHashMap<>();
    for (Opportunities.Row row : customers.rows()) {
      if (row.customers() > 0) {
        cells.merge(row.history(), (double) row.customers(), Double::sum);
      }
    }
    ModelFit<BgBb> fit = BgBb.fit(cells, options);
    BgBb model =
        requireModel(
            fit, String.join(", ", customers.files().stream().map(FittedData.File::path).toList()));
    return PeriodModel.of(
        PeriodModel.BG_BB,
        model.parameters(),
        fit,
        period,
        purchases(model, cells),
        Sentence.all(customers.notes()),
        customers.files(),
        Software.describe());
  }

  private static List<Seen> purchases(BgBb model, Map<OpportunityHistory, Double> cells) {
    Map<Integer, Double> byOpportunities = new TreeMap<>();
    Map<Integer, Double> byPurchases = new TreeMap<>();
    cells.forEach(
        (history, count) -> {
          byOpportunities.merge(history.opportunities(), count, Double::sum);
          byPurchases.merge(history.frequency(), count, Double::sum);
        });
    int most = byPurchases.keySet().stream().mapToInt(x -> x).max().orElse(0);
    List<Seen> seen = new ArrayList<>();
    for (int x = 0; x <= most; x++) {
      double able = 0;
      double expected = 0;
      for (Map.Entry<Integer, Double> some : byOpportunities.entrySet()) {
        if (some.getKey() >= x) {
          able += some.getValue();
          expected += some.getValue() * model.probabilityOf(x, some.getKey());
        }
      }
      seen.add(new Seen(x, able, byPurchases.getOrDefault(x, 0.0), expected));
    }
    return seen;
  }

  private static <M> M requireModel(ModelFit<M> fit, String where) {
    return fit.model()
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of(Texts.message("problem.fit"))
                        .withWhere(where)
                        .withValue(fit::diagnosis)
                        .withRemedy(Texts.message("problem.fit.remedy"))));
  }
}
