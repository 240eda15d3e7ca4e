// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How far a run that somebody started is, and how it ended. */
@NullMarked
package io.perenne.server.ui.jobs;

import org.jspecify.annotations.NullMarked;
