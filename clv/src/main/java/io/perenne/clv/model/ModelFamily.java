// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import io.perenne.clv.fit.Finding;
import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.fit.search.Fitter;
import io.perenne.clv.fit.search.FittingProblem;
import io.perenne.clv.fit.search.NamedParameters;
import io.perenne.clv.history.HistoryCells;
import java.util.List;
import java.util.Map;

/**
 * A kind of model: what the registry needs to make one from parameters or from data. Public for the
 * packages of this library only: its methods speak of types that are not exported.
 *
 * @hidden
 */
@SuppressWarnings({"exports", "InvalidBlockTag"}) // Error Prone knows no @hidden of a type
public interface ModelFamily {

  /** Returns the name of every model of this family. */
  String name();

  /** Returns the names of the parameters in order. */
  List<String> parameterNames();

  /** Returns the model with the given parameters, in order. */
  TransactionModel model(double[] parameters);

  /** Returns the fitting problem, on cells that have repeat purchases and a mean age above 0. */
  FittingProblem problem(HistoryCells cells, FitOptions options);

  /** Returns what this family has to say of an optimum. */
  List<Finding> findings(Fitter.Peak peak, HistoryCells cells);

  /** Returns how near log gap sums must be to share a coarse cell; infinite if they all may. */
  default double logGapWidth() {
    return Double.POSITIVE_INFINITY;
  }

  /** Returns the model with the given parameters by name; all must be there and no others. */
  default TransactionModel model(Map<String, Double> parameters) {
    return model(NamedParameters.inOrder(name(), parameterNames(), parameters));
  }
}
