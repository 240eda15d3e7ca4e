// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Special functions, quadrature, series and linear algebra that the models are computed with.
 * Internal: not exported by the module.
 */
@NullMarked
package io.perenne.clv.numeric;

import org.jspecify.annotations.NullMarked;
