// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How near does the money promised come to the money that comes, window after window? */
@NullMarked
package io.perenne.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
