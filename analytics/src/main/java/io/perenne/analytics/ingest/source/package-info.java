// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Transactions, customers and exchange rates as sources that an engine can scan. */
@NullMarked
package io.perenne.analytics.ingest.source;

import org.jspecify.annotations.NullMarked;
