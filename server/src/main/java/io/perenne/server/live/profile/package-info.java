// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who did it, and what is known of them. */
@NullMarked
package io.perenne.server.live.profile;

import org.jspecify.annotations.NullMarked;
