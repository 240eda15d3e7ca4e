// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Rows of a database as a file that can be read like any other. */
@NullMarked
package io.perenne.analytics.query;

import org.jspecify.annotations.NullMarked;
