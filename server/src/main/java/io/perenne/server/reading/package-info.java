// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Which runs there are, and what pages ask of them. */
@NullMarked
package io.perenne.server.reading;

import org.jspecify.annotations.NullMarked;
