// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Sheets of Excel workbooks as delimited text that the engine can read. */
@NullMarked
package io.perenne.analytics.ingest.excel;

import org.jspecify.annotations.NullMarked;
