// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The pipeline on an embedded DuckDB: SQL groups, joins and sorts; {@code clv} computes, called by
 * the engine as vectorised functions. The only package that sees {@code org.duckdb}.
 */
@NullMarked
package io.perenne.analytics.duckdb;

import org.jspecify.annotations.NullMarked;
