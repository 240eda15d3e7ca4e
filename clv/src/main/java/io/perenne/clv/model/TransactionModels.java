// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.history.HistoryCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The transaction models by name: made from parameters, or fitted to data. */
public final class TransactionModels {

  private static final List<ModelFamily> FAMILIES =
      List.of(
          BetaGeometricFamily.modifiedBgNbd(),
          BetaGeometricFamily.bgNbd(),
          new ParetoNbdFamily(),
          new NbdFamily());

  private TransactionModels() {}

  /** Returns the names of all models, the usual first choice first. */
  public static List<String> names() {
    return FAMILIES.stream().map(ModelFamily::name).toList();
  }

  /**
   * Returns a model with given parameters, the inverse of {@link TransactionModel#parameters()}.
   *
   * @throws IllegalArgumentException for an unknown name or a parameter that is missing, unknown or
   *     out of range
   */
  public static TransactionModel of(String name, Map<String, Double> parameters) {
    return family(name).model(parameters);
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
    ModelFamily family = family(name);
    double customers = cells.customers();
    if (customers < options.minimumCustomers()
        || cells.transactions() < Math.max(1, options.minimumPurchases())) {
      String words =
          String.format(
              Locale.ROOT,
              "Too little data for %s: %.0f customers with %.0f repeat purchases; at least %d and"
                  + " %d are needed.",
              name,
              customers,
              cells.transactions(),
              options.minimumCustomers(),
              Math.max(1, options.minimumPurchases()));
      return ModelFit.failed(
          customers,
          cells.size(),
          options.priors(),
          new Finding(Finding.Kind.TOO_LITTLE_DATA, words));
    }
    Fitter.Peak peak = Fitter.maximize(family.problem(cells, options));
    List<Finding> findings = new ArrayList<>(family.findings(peak, cells));
    findings.addAll(HistoryFindings.of(cells));
    Diagnosis.addOptimum(peak, family.parameterNames(), findings);
    return peak.report(
        family.model(peak.parameters()), customers, cells.size(), options.priors(), findings);
  }

  private static ModelFamily family(String name) {
    return FAMILIES.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("unknown model: " + name + "; known are " + names()));
  }
}
