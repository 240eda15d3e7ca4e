// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The CLV datamodel as a contract: its 25 columns, the extended ones after them, and the statements
 * that create a table for them elsewhere.
 */
@NullMarked
package io.perenne.analytics.datamodel;

import org.jspecify.annotations.NullMarked;
