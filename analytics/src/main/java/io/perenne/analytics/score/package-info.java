// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Scores customers with a kept model, and simulates customers from one. */
@NullMarked
package io.perenne.analytics.score;

import org.jspecify.annotations.NullMarked;
