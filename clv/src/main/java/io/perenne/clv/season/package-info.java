// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Purchase rates that follow the calendar: fits a {@link io.perenne.clv.history.SeasonalIndex}
 * together with a model of purchases.
 */
@NullMarked
package io.perenne.clv.season;

import org.jspecify.annotations.NullMarked;
