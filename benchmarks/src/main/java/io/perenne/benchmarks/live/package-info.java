// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Events that are taken, and profiles that are read meanwhile. */
@NullMarked
package io.perenne.benchmarks.live;

import org.jspecify.annotations.NullMarked;
