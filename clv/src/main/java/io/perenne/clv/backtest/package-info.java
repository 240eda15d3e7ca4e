// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * How well would each model have foretold what then happened? The base is cut at several days, each
 * candidate sees what was known then, and its forecast is held against what followed.
 */
@NullMarked
package io.perenne.clv.backtest;

import org.jspecify.annotations.NullMarked;
