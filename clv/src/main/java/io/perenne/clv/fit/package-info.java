// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a fit by maximum likelihood is asked ({@link io.perenne.clv.fit.FitOptions}) and what it
 * answers: a model, how far to trust it, and what was noticed ({@link
 * io.perenne.clv.fit.ModelFit}).
 */
@NullMarked
package io.perenne.clv.fit;

import org.jspecify.annotations.NullMarked;
