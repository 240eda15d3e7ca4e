// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Messages to customers: what waits and left, tasks, and what customers say may be sent. */
@NullMarked
package io.perenne.server.ui.messages;

import org.jspecify.annotations.NullMarked;
