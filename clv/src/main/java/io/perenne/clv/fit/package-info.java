// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Maximum likelihood: a problem in unconstrained coordinates ({@link
 * io.perenne.clv.fit.FittingProblem}), a trust-region search ({@link io.perenne.clv.fit.Fitter}),
 * and what was found ({@link io.perenne.clv.fit.ModelFit}).
 */
@NullMarked
package io.perenne.clv.fit;

import org.jspecify.annotations.NullMarked;
