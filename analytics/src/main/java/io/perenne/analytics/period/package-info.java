// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models that count periods instead of days: contracts that are renewed, and customers who can buy
 * at opportunities only.
 */
@NullMarked
package io.perenne.analytics.period;

import org.jspecify.annotations.NullMarked;
