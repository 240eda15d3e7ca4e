// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Models as files: fitting one to transactions, keeping it, scoring customers with it, and drawing
 * customers from it.
 */
@NullMarked
package io.perenne.analytics.scoring;

import org.jspecify.annotations.NullMarked;
