// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Files that people send through the pages: in pieces, resumable, never half of one in sight. */
@NullMarked
package io.perenne.server.upload;

import org.jspecify.annotations.NullMarked;
