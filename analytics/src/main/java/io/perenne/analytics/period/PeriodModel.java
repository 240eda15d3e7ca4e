// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.fit.FittedData;
import io.perenne.analytics.fit.FittedModel;
import io.perenne.analytics.fit.Sentence;
import io.perenne.clv.contract.BetaDiscreteWeibull;
import io.perenne.clv.contract.BgBb;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import java.util.List;
import java.util.Map;

/**
 * A fitted model that counts periods, as it is kept.
 *
 * @param format the version of this layout, {@value #FORMAT}
 * @param model {@value #SBG}, {@value #BDW} or {@value #BG_BB}
 * @param period the length of a period
 * @param status how the fit ended
 * @param parameters by name
 * @param logLikelihood of the data, priors left out
 * @param penalizedLogLikelihood the same with the priors: what was maximised
 * @param standardErrors by parameter
 * @param logCovariance covariance of the logarithms of the parameters
 * @param customers customers fitted
 * @param iterations steps of the optimiser
 * @param priors whether weak priors were on
 * @param diagnosis what the fit noticed, in sentences
 * @param seen what was seen, beside what the model says
 * @param notes what became of the files, in sentences
 * @param files the files
 * @param software what fitted it
 */
public record PeriodModel(
    int format,
    String model,
    Period period,
    FitStatus status,
    Map<String, Double> parameters,
    double logLikelihood,
    double penalizedLogLikelihood,
    Map<String, Double> standardErrors,
    List<List<Double>> logCovariance,
    long customers,
    int iterations,
    boolean priors,
    List<Sentence> diagnosis,
    List<Seen> seen,
    List<Sentence> notes,
    List<FittedData.File> files,
    Map<String, String> software) {

  /** The layout written today. */
  public static final int FORMAT = 1;

  /** Contracts whose holders keep the probability with which they leave. */
  public static final String SBG = "sbg";

  /** Contracts whose holders may leave the less, or the more, the longer they have stayed. */
  public static final String BDW = "bdw";

  /** Customers who can buy at opportunities only. */
  public static final String BG_BB = "bg-bb";

  /** The names of all models. */
  public static final List<String> NAMES = List.of(SBG, BDW, BG_BB);

  /**
   * One line of what was seen.
   *
   * @param number of contracts, the renewal; else the number of purchases
   * @param customers of contracts, those about to decide; else those with so many opportunities
   * @param actual how many renewed, or made so many purchases
   * @param expected how many should have by the model
   */
  public record Seen(int number, double customers, double actual, double expected) {}

  /** Checks that there is a model of this name with these parameters. */
  public PeriodModel {
    diagnosis = List.copyOf(diagnosis);
    seen = List.copyOf(seen);
    notes = List.copyOf(notes);
    files = List.copyOf(files);
    if (model.equals(BG_BB)) {
      BgBb.of(parameters);
    } else {
      contracts(model, parameters);
    }
  }

  /** Returns whether it is of contracts that are renewed. */
  public boolean isOfContracts() {
    return !model.equals(BG_BB);
  }

  /** Returns the model of contracts. */
  public BetaDiscreteWeibull contracts() {
    return contracts(model, parameters);
  }

  private static BetaDiscreteWeibull contracts(String name, Map<String, Double> parameters) {
    if (!name.equals(SBG) && !name.equals(BDW)) {
      throw new IllegalArgumentException("no model that counts periods: " + name);
    }
    Double alpha = parameters.get("alpha");
    Double beta = parameters.get("beta");
    Double c = name.equals(SBG) ? Double.valueOf(1) : parameters.get("c");
    if (alpha == null || beta == null || c == null) {
      throw new IllegalArgumentException("parameters missing: " + parameters);
    }
    return BetaDiscreteWeibull.of(alpha, beta, c);
  }

  /** Returns the model of opportunities. */
  public BgBb opportunities() {
    return BgBb.of(parameters);
  }

  /** Returns the document of a fit that gave a model. */
  static PeriodModel of(
      String model,
      Map<String, Double> parameters,
      ModelFit<?> fit,
      Period period,
      List<Seen> seen,
      List<Sentence> notes,
      List<FittedData.File> files,
      Map<String, String> software) {
    return new PeriodModel(
        FORMAT,
        model,
        period,
        fit.status(),
        parameters,
        fit.logLikelihood(),
        fit.penalizedLogLikelihood(),
        fit.standardErrors(),
        fit.logCovariance(),
        Math.round(fit.customers()),
        fit.iterations(),
        fit.priors(),
        FittedModel.sentences(fit.findings()),
        seen,
        notes,
        files,
        software);
  }
}
