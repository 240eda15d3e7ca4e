// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who is told when something needs somebody. */
@NullMarked
package io.perenne.server.ui.notices;

import org.jspecify.annotations.NullMarked;
