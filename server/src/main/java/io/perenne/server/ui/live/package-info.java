// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where events come from, what comes, and what became of each. */
@NullMarked
package io.perenne.server.ui.live;

import org.jspecify.annotations.NullMarked;
