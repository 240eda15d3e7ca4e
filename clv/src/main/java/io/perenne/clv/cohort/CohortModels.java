// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.cohort;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.model.ModelFamily;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model for each cohort of customers, as those acquired in one month or through one channel,
 * each cohort leaning on the others by as much as they are alike.
 *
 * <p>The logarithms of the parameters of cohort c are theta_c ~ N(mu, Sigma), with mu and Sigma
 * estimated from all cohorts (empirical Bayes, by EM with Laplace's approximation). A cohort of
 * thousands keeps its own parameters, one of a dozen customers hardly moves from mu, and the next
 * cohort, of whom nobody is known yet, starts at mu with the spread of the others.
 */
public final class CohortModels {

  private final ModelFit<TransactionModel> pooled;
  private final Map<String, CohortEstimate> cohorts;
  private final Optional<CohortEstimate> newCohort;
  private final List<Finding> findings;

  private CohortModels(
      ModelFit<TransactionModel> pooled,
      Map<String, CohortEstimate> cohorts,
      Optional<CohortEstimate> newCohort,
      List<Finding> findings) {
    this.pooled = pooled;
    this.cohorts = Collections.unmodifiableMap(new LinkedHashMap<>(cohorts));
    this.newCohort = newCohort;
    this.findings = List.copyOf(findings);
  }

  /**
   * Fits a model to each cohort.
   *
   * <p>With priors on, Sigma counts one cohort more, whose parameters spread by 20 percent: few
   * cohorts cannot tell that all are alike. A cohort may be of any size, even empty.
   *
   * @param name the model; where its regularity is to be chosen, one is chosen for all
   * @param cohorts the histories by cohort, at least two
   * @throws IllegalArgumentException for an unknown name, for one that reads log gaps, or for fewer
   *     than two cohorts
   */
  public static CohortModels fit(
      String name, Map<String, HistoryCells> cohorts, FitOptions options) {
    if (TransactionModels.readsLogGaps(name)) {
      throw new IllegalArgumentException("not fitted by cohort: " + name);
    }
    if (cohorts.size() < 2) {
      throw new IllegalArgumentException("cohorts are fewer than 2: " + cohorts.size());
    }
    HistoryCells everybody = together(cohorts.values());
    ModelFit<TransactionModel> pooled = TransactionModels.fit(name, everybody, options);
    if (pooled.model().isEmpty()) {
      return new CohortModels(pooled, Map.of(), Optional.empty(), pooled.findings());
    }
    ModelFamily family = TransactionModels.family(pooled.model().get().name()).orElseThrow();
    CohortShrinkage shrinkage =
        new CohortShrinkage(
            family, everybody, List.copyOf(cohorts.values()), pooled.model().get(), options);
    shrinkage.run();
    Map<String, CohortEstimate> estimates = new LinkedHashMap<>();
    int c = 0;
    for (String cohort : cohorts.keySet()) {
      estimates.put(cohort, shrinkage.cohort(c));
      c++;
    }
    return new CohortModels(
        pooled, estimates, Optional.of(shrinkage.newCohort()), shrinkage.findings());
  }

  private static HistoryCells together(Iterable<HistoryCells> cohorts) {
    HistoryCells.Builder all = HistoryCells.builder();
    for (HistoryCells cells : cohorts) {
      for (int i = 0; i < cells.size(); i++) {
        all.add(
            cells.frequency(i),
            cells.recency(i),
            cells.age(i),
            cells.logGapSum(i),
            cells.weight(i));
      }
    }
    return all.build();
  }

  /** Returns the fit of all cohorts as one, as if they did not differ. */
  public ModelFit<TransactionModel> pooled() {
    return pooled;
  }

  /** Returns the cohorts in the order given; none if not even all together could be fitted. */
  public Map<String, CohortEstimate> cohorts() {
    return cohorts;
  }

  /**
   * Returns what to expect of a cohort of whom nobody is known: the new-customer prior, whose
   * covariance holds how much cohorts differ and how little is known of their mean.
   */
  public Optional<CohortEstimate> newCohort() {
    return newCohort;
  }

  /** Returns what was noticed. */
  public List<Finding> findings() {
    return new ArrayList<>(findings);
  }
}
