// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import io.perenne.clv.numeric.Derivatives;

/** The log-likelihood of a whole base as a function of a model's parameters. */
public interface LogLikelihood {

  /** Returns value, gradient and Hessian in the model's own parameters (times in days). */
  Derivatives at(double[] parameters);
}
