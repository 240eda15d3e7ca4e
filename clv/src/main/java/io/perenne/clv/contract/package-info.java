// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models for customers who are asked at fixed times whether they stay or buy: BG/BB for
 * opportunities, beta-discrete-Weibull for contracts.
 */
@NullMarked
package io.perenne.clv.contract;

import org.jspecify.annotations.NullMarked;
