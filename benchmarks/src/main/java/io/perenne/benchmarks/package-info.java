// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How fast, against what? Each benchmark prints a ratio to something measured in the same run. */
@NullMarked
package io.perenne.benchmarks;

import org.jspecify.annotations.NullMarked;
