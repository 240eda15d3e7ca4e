// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The search for the maximum of a likelihood: coordinates, penalties, a trust-region Newton method
 * and the diagnosis of where it ended. Not exported.
 */
@NullMarked
package io.perenne.clv.fit.search;

import org.jspecify.annotations.NullMarked;
