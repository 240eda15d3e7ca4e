// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/** Purchase histories with the lifetime value of each customer, on an engine. */
public interface ValueTable {
  /** Returns what was valued. */
  HistoryTable histories();
}
