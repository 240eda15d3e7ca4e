// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a customer is still worth: expected spend times expected discounted purchases, from the best
 * {@link io.perenne.clv.value.ResidualValuation} the data allow.
 */
@NullMarked
package io.perenne.clv.value;

import org.jspecify.annotations.NullMarked;
