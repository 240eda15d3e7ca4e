// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How pages reach a browser: routes, files, refusals. */
@NullMarked
package io.perenne.server.http;

import org.jspecify.annotations.NullMarked;
