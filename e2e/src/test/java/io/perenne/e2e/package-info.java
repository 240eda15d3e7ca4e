// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The program in a real browser. */
@NullMarked
package io.perenne.e2e;

import org.jspecify.annotations.NullMarked;
