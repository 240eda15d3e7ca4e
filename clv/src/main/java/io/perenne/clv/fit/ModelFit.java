// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fitted model with what a reader needs to trust it.
 *
 * @param <M> the kind of model
 * @param model the model; absent exactly when the status is {@link FitStatus#FAILED}
 * @param status how the fit ended
 * @param logLikelihood the log-likelihood of the data, priors left out
 * @param penalizedLogLikelihood the same with the priors: what was maximised
 * @param standardErrors by parameter, from the observed information (with the priors, where on)
 * @param logCovariance covariance of the logarithms of the parameters, in their order; the
 *     coefficients of covariates follow as they are
 * @param iterations steps of the optimiser over all stages
 * @param evaluations evaluations of the likelihood over all stages and starts
 * @param customers customers fitted
 * @param distinctCells distinct histories among them
 * @param priors whether priors were on
 * @param findings what the fit noticed, most important first
 */
public record ModelFit<M>(
    Optional<M> model,
    FitStatus status,
    double logLikelihood,
    double penalizedLogLikelihood,
    Map<String, Double> standardErrors,
    List<List<Double>> logCovariance,
    int iterations,
    int evaluations,
    double customers,
    int distinctCells,
    boolean priors,
    List<Finding> findings) {

  /** Copies the collections. */
  public ModelFit {
    standardErrors = Collections.unmodifiableMap(new LinkedHashMap<>(standardErrors));
    logCovariance = logCovariance.stream().map(List::copyOf).toList();
    findings = List.copyOf(findings);
  }

  /** Returns a fit without a model. */
  public static <M> ModelFit<M> failed(
      double customers, int cells, boolean priors, Finding finding) {
    return new ModelFit<>(
        Optional.empty(),
        FitStatus.FAILED,
        0,
        0,
        Map.of(),
        List.of(),
        0,
        0,
        customers,
        cells,
        priors,
        List.of(finding));
  }

  /** Returns this fit with one more finding, the least important. */
  public ModelFit<M> with(Finding finding) {
    List<Finding> more = new ArrayList<>(findings);
    more.add(finding);
    return new ModelFit<>(
        model,
        status,
        logLikelihood,
        penalizedLogLikelihood,
        standardErrors,
        logCovariance,
        iterations,
        evaluations,
        customers,
        distinctCells,
        priors,
        more);
  }

  /** Returns this fit with other errors and the lengths of the whole search. */
  public ModelFit<M> with(
      Map<String, Double> errors,
      List<List<Double>> covariance,
      int allIterations,
      int allEvaluations) {
    return new ModelFit<>(
        model,
        status,
        logLikelihood,
        penalizedLogLikelihood,
        errors,
        covariance,
        allIterations,
        allEvaluations,
        customers,
        distinctCells,
        priors,
        findings);
  }

  /** Returns this fit with something made of its model, if there is one. */
  public <N> ModelFit<N> map(Function<? super M, ? extends N> change) {
    return new ModelFit<>(
        model.map(change),
        status,
        logLikelihood,
        penalizedLogLikelihood,
        standardErrors,
        logCovariance,
        iterations,
        evaluations,
        customers,
        distinctCells,
        priors,
        findings);
  }

  /** Returns this failure as one to fit another kind of model to the same customers. */
  public <N> ModelFit<N> failure() {
    return failed(customers, distinctCells, priors, findings.get(0));
  }

  /** Returns the findings as one message of as many sentences; empty if there are none. */
  public Optional<Message> diagnosis() {
    return findings.stream().map(Finding::message).reduce(Message::then);
  }

  /** Returns the findings as sentences in one line; an empty text if there are none. */
  public String diagnosis(Language language) {
    return diagnosis().map(message -> message.in(language)).orElse("");
  }
}
