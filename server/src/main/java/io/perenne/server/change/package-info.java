// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Segments and values follow time and purchases, and others are told. */
@NullMarked
package io.perenne.server.change;

import org.jspecify.annotations.NullMarked;
