// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Brings the rows of each customer together in memory and on disk, outside the SQL engine. */
@NullMarked
package io.perenne.analytics.duckdb.collect;

import org.jspecify.annotations.NullMarked;
