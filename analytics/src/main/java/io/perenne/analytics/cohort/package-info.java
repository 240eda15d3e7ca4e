// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Customers by the time of their first purchase: what they did at each age, what a model makes of
 * it, and what they will do.
 */
@NullMarked
package io.perenne.analytics.cohort;

import org.jspecify.annotations.NullMarked;
