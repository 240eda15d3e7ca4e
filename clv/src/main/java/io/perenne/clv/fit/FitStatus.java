// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit;

/** How a fit ended. */
public enum FitStatus {
  /** An optimum inside the range of the parameters. */
  CONVERGED,
  /** The likelihood still rises as a parameter goes to 0 or infinity; predictions are finite. */
  BOUNDARY,
  /** Some combination of parameters is not determined by the data; predictions are stable. */
  RIDGE,
  /** There is no model: too little data, or the search did not settle. */
  FAILED
}
