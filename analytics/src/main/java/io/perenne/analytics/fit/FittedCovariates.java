// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.covariates.CovariateColumn;
import io.perenne.analytics.covariates.CovariateDesign;
import io.perenne.analytics.covariates.SeriesColumn;
import io.perenne.analytics.covariates.SeriesDesign;
import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.model.CovariateModel;
import io.perenne.clv.model.DatedCovariateModel;
import io.perenne.clv.spend.CovariateSpend;
import io.perenne.clv.spend.SpendCovariate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What covariates do in a fitted model, whose parameters are those of the average customer.
 *
 * @param design how the columns of a file become covariates; without columns if they change
 * @param dated the same of covariates that change in the course of time; absent if they do not
 * @param coefficients what each covariate does
 * @param logLikelihoodWithout the log-likelihood of the same histories without covariates
 * @param notes what became of the file, in sentences
 * @param file the file
 */
public record FittedCovariates(
    CovariateDesign design,
    @Nullable SeriesDesign dated,
    List<Coefficient> coefficients,
    double logLikelihoodWithout,
    List<Sentence> notes,
    FittedData.File file) {

  /** Copies the lists and checks that there is a coefficient for each covariate. */
  public FittedCovariates {
    coefficients = List.copyOf(coefficients);
    notes = List.copyOf(notes);
    List<String> names = coefficients.stream().map(Coefficient::name).toList();
    if (!names.equals(dated == null ? design.covariates() : dated.covariates())) {
      throw new IllegalArgumentException(
          "coefficients of " + names + " for " + (dated == null ? design : dated));
    }
  }

  /**
   * What one unit more of a covariate does.
   *
   * @param name its name
   * @param mean its mean over the customers of the fit
   * @param purchases added to the logarithm of the purchase rate
   * @param purchasesError its standard error; absent if the covariate was left out
   * @param dropout added to the logarithm of the dropout rate, or to the logit of its probability
   * @param dropoutError its standard error; absent if the model has no dropout
   * @param spendMean its mean over the customers whose spend is known
   * @param spend added to the logarithm of the expected value of a purchase; absent without amounts
   * @param spendError its standard error
   */
  public record Coefficient(
      String name,
      double mean,
      double purchases,
      @Nullable Double purchasesError,
      double dropout,
      @Nullable Double dropoutError,
      @Nullable Double spendMean,
      @Nullable Double spend,
      @Nullable Double spendError) {}

  static List<Coefficient> coefficients(
      ModelFit<CovariateModel> fit, Optional<ModelFit<CovariateSpend>> spend) {
    return coefficients(fit.model().orElseThrow().covariates(), fit.standardErrors(), spend);
  }

  static List<Coefficient> coefficients(
      List<Covariate> covariates,
      Map<String, Double> errors,
      Optional<ModelFit<CovariateSpend>> spend) {
    List<Coefficient> coefficients = new ArrayList<>();
    for (int i = 0; i < covariates.size(); i++) {
      Covariate covariate = covariates.get(i);
      int place = i;
      Optional<SpendCovariate> value =
          spend.flatMap(ModelFit::model).map(model -> model.covariates().get(place));
      String name = covariate.name();
      coefficients.add(
          new Coefficient(
              name,
              covariate.mean(),
              covariate.purchases(),
              errors.get("purchases:" + name),
              covariate.dropout(),
              errors.get("dropout:" + name),
              value.map(SpendCovariate::mean).orElse(null),
              value.map(SpendCovariate::spend).orElse(null),
              spend.map(s -> s.standardErrors().get("spend:" + name)).orElse(null)));
    }
    return coefficients;
  }

  /** Returns the names of the columns that must be known of a customer. */
  public List<String> columns() {
    return dated != null
        ? dated.columns().stream().map(SeriesColumn::name).toList()
        : design.columns().stream().map(CovariateColumn::name).toList();
  }

  /** Returns the model of purchases for all customers, its times in days. */
  DatedCovariateModel datedPurchases(String model, Map<String, Double> parameters, ModelUnit unit) {
    Map<String, Double> inDays = new LinkedHashMap<>();
    parameters.forEach((name, value) -> inDays.put(name, value / DatedFit.in(unit, name, 1)));
    return new DatedCovariateModel(model, inDays, covariates());
  }

  private List<Covariate> covariates() {
    return coefficients.stream()
        .map(c -> new Covariate(c.name(), c.mean(), c.purchases(), c.dropout()))
        .toList();
  }

  /** Returns the model of purchases for all customers. */
  public CovariateModel purchases(String model, Map<String, Double> parameters) {
    return new CovariateModel(model, parameters, covariates());
  }

  /** Returns the model of spend for all customers. */
  CovariateSpend spend(Map<String, Double> parameters) {
    return new CovariateSpend(
        parameters,
        coefficients.stream()
            .map(c -> new SpendCovariate(c.name(), orZero(c.spendMean()), orZero(c.spend())))
            .toList());
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }
}
