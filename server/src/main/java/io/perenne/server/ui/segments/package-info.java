// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Which segments hold the value: the eleven and the five. */
@NullMarked
package io.perenne.server.ui.segments;

import org.jspecify.annotations.NullMarked;
