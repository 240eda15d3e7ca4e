// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How customers moved between two runs, and what the change is worth. */
@NullMarked
package io.perenne.server.ui.movement;

import org.jspecify.annotations.NullMarked;
