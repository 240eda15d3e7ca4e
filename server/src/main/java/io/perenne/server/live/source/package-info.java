// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where events come from, and the keys by which each is known. */
@NullMarked
package io.perenne.server.live.source;

import org.jspecify.annotations.NullMarked;
