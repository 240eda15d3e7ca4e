// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * How DuckDB reads described files: the SQL of table functions, fields and whole relations, what a
 * scan noted as damaged, and where the unreadable rows are.
 */
@NullMarked
package io.perenne.analytics.duckdb.read;

import org.jspecify.annotations.NullMarked;
