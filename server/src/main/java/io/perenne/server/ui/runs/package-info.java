// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What was run, and everything that a run says of itself. */
@NullMarked
package io.perenne.server.ui.runs;

import org.jspecify.annotations.NullMarked;
