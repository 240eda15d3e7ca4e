// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Tables of numbers written as CSV or Parquet. */
@NullMarked
package io.perenne.analytics.table;

import org.jspecify.annotations.NullMarked;
