// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Delimited text: encoding, compression, format detection and parsing. */
@NullMarked
package io.perenne.analytics.ingest.text;

import org.jspecify.annotations.NullMarked;
