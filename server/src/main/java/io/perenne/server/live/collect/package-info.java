// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The protocol of tracking libraries, over HTTP. */
@NullMarked
package io.perenne.server.live.collect;

import org.jspecify.annotations.NullMarked;
