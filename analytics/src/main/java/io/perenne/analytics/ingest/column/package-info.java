// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Recognises which column is which field and how its values are written. */
@NullMarked
package io.perenne.analytics.ingest.column;

import org.jspecify.annotations.NullMarked;
