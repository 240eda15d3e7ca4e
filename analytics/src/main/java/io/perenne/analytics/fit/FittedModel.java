// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.spend.RefundShare;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model as it is kept: all that scoring needs, and all that a reader needs to trust it.
 *
 * @param format the version of this layout, {@value #FORMAT}
 * @param model the name of the model of purchases
 * @param reason why this model; empty if it was asked for by name
 * @param unit the unit of time of parameters and likelihood
 * @param status how the fit ended
 * @param parameters by name, in the unit
 * @param logLikelihood of the histories measured in the unit, priors left out
 * @param penalizedLogLikelihood the same with the priors: what was maximised
 * @param standardErrors by parameter
 * @param logCovariance covariance of the logarithms of the parameters
 * @param customers customers fitted
 * @param repeatPurchases their repeat purchases
 * @param distinctCells distinct histories among them
 * @param iterations steps of the optimiser
 * @param priors whether weak priors were on
 * @param diagnosis what the fit noticed, in sentences
 * @param spend the model of spend; absent if the files had no amounts
 * @param covariates what else of customers the model knows; absent if nothing
 * @param season how purchases follow the calendar; absent if they are not known to
 * @param outlook further kinds of model that count as much; absent if there is one model alone
 * @param refunds what is given back of money to come; absent in layouts before 4
 * @param holdout what came after the calibration, if anything was asked for
 * @param data what it was fitted to
 * @param software what fitted it
 */
public record FittedModel(
    int format,
    String model,
    Sentence reason,
    ModelUnit unit,
    FitStatus status,
    Map<String, Double> parameters,
    double logLikelihood,
    double penalizedLogLikelihood,
    Map<String, Double> standardErrors,
    List<List<Double>> logCovariance,
    long customers,
    long repeatPurchases,
    int distinctCells,
    int iterations,
    boolean priors,
    List<Sentence> diagnosis,
    @Nullable FittedSpend spend,
    @Nullable FittedCovariates covariates,
    @Nullable FittedSeason season,
    @Nullable FittedOutlook outlook,
    @Nullable RefundShare refunds,
    @Nullable Holdout holdout,
    FittedData data,
    Map<String, String> software) {

  /** The layout written today. Earlier ones are read for ever. */
  public static final int FORMAT = 5;

  /** Checks that there is a model of this name with these parameters. */
  public FittedModel {
    TransactionModels.of(model, parameters);
  }

  /** Returns the clock by which the times of the model run. */
  public OperationalClock clock() {
    return season == null ? OperationalClock.calendar() : season.clock(data);
  }

  /** Returns the model of purchases, that of the average customer, its times in the unit. */
  public TransactionModel transactionModel() {
    return TransactionModels.of(model, parameters);
  }

  /**
   * Returns the model of customers with given covariates, which then needs to know no more of them.
   *
   * @param values one for each covariate of the design; not read if the model knows none
   */
  public FittedModel of(List<Double> values) {
    if (covariates == null || covariates.dated() != null) {
      return this;
    }
    TransactionModel own = covariates.purchases(model, parameters).of(values);
    FittedSpend ownSpend =
        spend == null || spend.parameters().isEmpty()
            ? spend
            : spend.with(covariates.spend(spend.parameters()).of(values).parameters());
    return with(reason, own.parameters(), ownSpend, null, season, outlook, refunds);
  }

  /**
   * Returns the model of customers whose covariates change, its times in days; absent for a model
   * that knows none that do.
   */
  public Optional<DatedCovariateModel> dated() {
    return covariates == null || covariates.dated() == null
        ? Optional.empty()
        : Optional.of(covariates.datedPurchases(model, parameters, unit));
  }

  private FittedModel with(
      Sentence why,
      Map<String, Double> others,
      @Nullable FittedSpend otherSpend,
      @Nullable FittedCovariates otherCovariates,
      @Nullable FittedSeason otherSeason,
      @Nullable FittedOutlook otherOutlook,
      @Nullable RefundShare otherRefunds) {
    return with(
        model, why, others, otherSpend, otherCovariates, otherSeason, otherOutlook, otherRefunds);
  }

  private FittedModel with(
      String name,
      Sentence why,
      Map<String, Double> others,
      @Nullable FittedSpend otherSpend,
      @Nullable FittedCovariates otherCovariates,
      @Nullable FittedSeason otherSeason,
      @Nullable FittedOutlook otherOutlook,
      @Nullable RefundShare otherRefunds) {
    return new FittedModel(
        format,
        name,
        why,
        unit,
        status,
        others,
        logLikelihood,
        penalizedLogLikelihood,
        standardErrors,
        logCovariance,
        customers,
        repeatPurchases,
        distinctCells,
        iterations,
        priors,
        diagnosis,
        otherSpend,
        otherCovariates,
        otherSeason,
        otherOutlook,
        otherRefunds,
        holdout,
        data,
        software);
  }

  /** Returns this model with the reason why it was chosen. */
  FittedModel with(Sentence why) {
    return with(why, parameters, spend, covariates, season, outlook, refunds);
  }

  /** Returns this model with covariates that move its parameters. */
  FittedModel with(FittedCovariates others) {
    return with(reason, parameters, spend, others, season, outlook, refunds);
  }

  /** Returns this model with the season by whose clock it was fitted. */
  FittedModel with(FittedSeason other) {
    return with(reason, parameters, spend, covariates, other, outlook, refunds);
  }

  /** Returns this model as one of several kinds. */
  FittedModel with(FittedOutlook other) {
    return with(reason, parameters, spend, covariates, season, other, refunds);
  }

  /** Returns this model with what is given back of money to come. */
  FittedModel with(RefundShare other) {
    return with(reason, parameters, spend, covariates, season, outlook, other);
  }

  /**
   * Returns one of the kinds alone, with the same spend.
   *
   * @param established whether it is of customers there before the records begin
   */
  public FittedModel of(FittedOutlook.Kind kind, boolean established) {
    return with(
        kind.model(),
        reason,
        established ? kind.established() : kind.arrived(),
        spend,
        covariates,
        season,
        null,
        refunds);
  }

  /** Returns which part of a payment to come a customer keeps paid. */
  public double kept(double paid, double refunded) {
    return refunds == null ? 1 : refunds.kept(paid, refunded);
  }

  /** Returns the document of a fit that gave a model. */
  static FittedModel of(
      TransactionModel model,
      ModelFit<?> fit,
      double repeatPurchases,
      ModelUnit unit,
      @Nullable FittedSpend spend,
      @Nullable Holdout holdout,
      FittedData data,
      Map<String, String> software) {
    return new FittedModel(
        FORMAT,
        model.name(),
        Sentence.none(),
        unit,
        fit.status(),
        model.parameters(),
        fit.logLikelihood(),
        fit.penalizedLogLikelihood(),
        fit.standardErrors(),
        fit.logCovariance(),
        Math.round(fit.customers()),
        Math.round(repeatPurchases),
        fit.distinctCells(),
        fit.iterations(),
        fit.priors(),
        sentences(fit.findings()),
        spend,
        null,
        null,
        null,
        null,
        holdout,
        data,
        software);
  }

  /** Returns what a fit noticed, as a model's file keeps it. */
  public static List<Sentence> sentences(List<Finding> findings) {
    return Sentence.all(findings.stream().map(Finding::message).toList());
  }
}
