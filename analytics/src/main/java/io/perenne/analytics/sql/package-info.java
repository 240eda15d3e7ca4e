// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** SQL statements kept in {@code .sql} resources, and how values are put into them. */
@NullMarked
package io.perenne.analytics.sql;

import org.jspecify.annotations.NullMarked;
