// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The backtest of files of transactions, as JSON, as CSV and as one page for people. */
@NullMarked
package io.perenne.analytics.backtest;

import org.jspecify.annotations.NullMarked;
