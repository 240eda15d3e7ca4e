// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Exact quantiles of streams too long to be sorted in memory. */
@NullMarked
package io.perenne.clv.segment.quantile;

import org.jspecify.annotations.NullMarked;
