// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.LikelihoodDerivatives;
import io.perenne.clv.fit.ModelFit;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.history.CovariateGroups;
import io.perenne.clv.history.DatedBase;
import io.perenne.clv.history.HistoryCells;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseLog;
import io.perenne.clv.numeric.Derivatives;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The transaction models by name: made from parameters, or fitted to data.
 *
 * <p>Regularity models end in their k, as "mbg-cnbd-2"; fitting "mbg-cnbd" chooses k.
 */
public final class TransactionModels {

  private static final List<ModelFamily> FAMILIES =
      List.of(
          BetaGeometricFamily.modifiedBgNbd(),
          BetaGeometricFamily.bgNbd(),
          new ParetoNbdFamily(),
          LifetimeFamily.gompertzNbd(),
          new NbdFamily());

  private static final Map<String, IntFunction<ModelFamily>> REGULAR = regular();

  private static final Pattern WITH_K = Pattern.compile("(.+)-([1-9][0-9]?)");

  private TransactionModels() {}

  private static Map<String, IntFunction<ModelFamily>> regular() {
    Map<String, IntFunction<ModelFamily>> regular = new LinkedHashMap<>();
    regular.put(ModifiedBgCnbd.NAME, ErlangCoinFamily::modifiedBgCnbd);
    regular.put(BgCnbd.NAME, ErlangCoinFamily::bgCnbd);
    regular.put(ParetoCnbd.NAME, LifetimeFamily::paretoCnbd);
    return regular;
  }

  /** Returns the names of all models that can be fitted, the usual first choice first. */
  public static List<String> names() {
    return Stream.of(
            FAMILIES.stream().map(ModelFamily::name),
            REGULAR.keySet().stream(),
            Stream.of(ParetoCnbdMixture.NAME))
        .flatMap(names -> names)
        .toList();
  }

  /** Returns whether a name, with its k or without, is that of a model of regular purchases. */
  public static boolean isRegular(String name) {
    Matcher withK = WITH_K.matcher(name);
    String kind = withK.matches() ? withK.group(1) : name;
    return REGULAR.containsKey(kind) || name.equals(ParetoCnbdMixture.NAME);
  }

  /**
   * Returns a model with given parameters, the inverse of {@link TransactionModel#name()} and
   * {@link TransactionModel#parameters()}.
   *
   * @throws IllegalArgumentException for an unknown name or a parameter that is missing, unknown or
   *     out of range
   */
  public static TransactionModel of(String name, Map<String, Double> parameters) {
    return family(name)
        .orElseThrow(
            () ->
                REGULAR.containsKey(name)
                    ? new IllegalArgumentException(
                        "the regularity is missing: " + name + ", should be as " + name + "-2")
                    : unknown(name))
        .model(parameters);
  }

  /**
   * Fits a model by maximum likelihood, or by maximum a posteriori with priors on.
   *
   * <p>Never throws for difficult data: the status and the findings say what happened. The result
   * is the same, to the last bit, on every run and for every number of threads.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static ModelFit<TransactionModel> fit(
      String name, HistoryCells cells, FitOptions options) {
    if (name.equals(ParetoCnbdMixture.NAME)) {
      return RegularityFit.of(cells, options);
    }
    IntFunction<ModelFamily> regular = REGULAR.get(name);
    return regular != null
        ? Regularity.best(regular, cells, options)
        : FamilyFit.of(family(name).orElseThrow(() -> unknown(name)), cells, options);
  }

  /**
   * Returns the log-likelihood of a base under a model with its analytic derivatives by the
   * parameters, in their order.
   *
   * @throws IllegalArgumentException if a parameter is at an end of its range, as a weight of 0
   */
  public static LikelihoodDerivatives derivatives(TransactionModel model, HistoryCells cells) {
    double[] parameters =
        model.parameters().values().stream().mapToDouble(value -> value).toArray();
    for (double parameter : parameters) {
      if (!(parameter > 0)) {
        throw new IllegalArgumentException("a parameter is not > 0: " + model);
      }
    }
    FittingProblem problem =
        family(model.name())
            .orElseThrow(() -> unknown(model.name()))
            .problem(cells, FitOptions.withDefaults());
    List<FittingProblem.Stage> stages = problem.stages();
    Derivatives at = stages.get(stages.size() - 1).likelihood().at(parameters);
    return new LikelihoodDerivatives(
        at.value(),
        Arrays.stream(at.gradient()).boxed().toList(),
        Arrays.stream(at.hessian()).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /**
   * Returns whether a model reads each customer's own log gap sum, so that it must be fitted to
   * cells that keep them apart: see {@link HistoryCells#logGapsApart()}.
   */
  public static boolean readsLogGaps(String name) {
    return name.equals(ParetoCnbdMixture.NAME);
  }

  /** Returns the distinct histories that a model is fitted to, in the time of a clock. */
  public static HistoryCells cells(
      String name, PurchaseLog log, int until, OperationalClock clock) {
    return readsLogGaps(name) ? log.historiesByLogGaps(until, clock) : log.histories(until, clock);
  }

  /** Returns the same apart by covariates. */
  public static CovariateGroups<HistoryCells> groups(
      String name, PurchaseLog log, int until, OperationalClock clock) {
    return readsLogGaps(name)
        ? log.historyGroupsByLogGaps(until, clock)
        : log.historyGroups(until, clock);
  }

  /**
   * Fits a model whose parameters differ between customers by covariates; a regularity is chosen
   * without them.
   *
   * <p>Standard errors are named as parameters, and as "purchases:NAME" and "dropout:NAME" for
   * coefficients. Otherwise as {@link #fit(String, HistoryCells, FitOptions)}.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static ModelFit<CovariateModel> fit(
      String name, CovariateGroups<HistoryCells> groups, FitOptions options) {
    return fit(fit(name, CovariateGroups.pooled(groups), options), groups, options);
  }

  /**
   * Does the same from the fit to all customers as one base.
   *
   * @param plain the fit to {@link CovariateGroups#pooled} with the same options
   */
  public static ModelFit<CovariateModel> fit(
      ModelFit<TransactionModel> plain, CovariateGroups<HistoryCells> groups, FitOptions options) {
    HistoryCells pooled = CovariateGroups.pooled(groups);
    return plain
        .model()
        .flatMap(model -> family(model.name()))
        .map(family -> CovariateFit.of(family, pooled, plain, groups, options))
        .orElseGet(plain::failure);
  }

  /**
   * Fits a model moved by covariates that change in the course of time; times are days.
   *
   * <p>Means of covariates are those over all days of all customers after their first. Standard
   * errors are named as with covariates that do not change.
   *
   * @throws IllegalArgumentException for a name that is none of {@link DatedCovariateModel#NAMES}
   */
  public static ModelFit<DatedCovariateModel> fit(String name, DatedBase base, FitOptions options) {
    return fit(fit(name, base.histories(), options), base, options);
  }

  /**
   * Does the same from the fit to the same histories without covariates.
   *
   * @param plain the fit to {@link DatedBase#histories} with the same options
   */
  public static ModelFit<DatedCovariateModel> fit(
      ModelFit<TransactionModel> plain, DatedBase base, FitOptions options) {
    return plain
        .model()
        .map(
            model ->
                DatedCovariateFit.of(
                    family(model.name()).orElseThrow(() -> unknown(model.name())),
                    plain,
                    base,
                    options))
        .orElseGet(plain::failure);
  }

  /**
   * Returns the family of a name that tells its regularity, if there is one.
   *
   * @hidden
   */
  @SuppressWarnings("InvalidBlockTag") // Error Prone knows no @hidden here
  public static Optional<ModelFamily> family(String name) {
    if (name.equals(ParetoCnbdMixture.NAME)) {
      return Optional.of(RegularityFamily.from(ParetoNbd.of(1, 1, 1, 1)));
    }
    Matcher matcher = WITH_K.matcher(name);
    if (matcher.matches()) {
      IntFunction<ModelFamily> regular = REGULAR.get(matcher.group(1));
      if (regular != null) {
        return Optional.of(regular.apply(Integer.parseInt(matcher.group(2))));
      }
    }
    return FAMILIES.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("unknown model: " + name + "; known are " + names());
  }
}
