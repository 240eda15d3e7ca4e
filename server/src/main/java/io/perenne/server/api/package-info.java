// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What programs ask for and change: {@code /api/v1}, described by {@code openapi.yaml}. */
@NullMarked
package io.perenne.server.api;

import org.jspecify.annotations.NullMarked;
