// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Audiences: whom they mean, and who sets them. */
@NullMarked
package io.perenne.server.audience;

import org.jspecify.annotations.NullMarked;
