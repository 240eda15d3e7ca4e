// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models of what a transaction is worth: {@link io.perenne.clv.spend.GammaGamma} and simpler ones
 * behind {@link io.perenne.clv.spend.SpendModel}.
 */
@NullMarked
package io.perenne.clv.spend;

import org.jspecify.annotations.NullMarked;
