// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Fits a model to files of transactions and keeps it as JSON. */
@NullMarked
package io.perenne.analytics.fit;

import org.jspecify.annotations.NullMarked;
