// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** From messages as they come to events that are kept. */
@NullMarked
package io.perenne.server.live.intake;

import org.jspecify.annotations.NullMarked;
