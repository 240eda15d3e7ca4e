// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What the server writes for its operator: lines to read, or one JSON object a line. */
@NullMarked
package io.perenne.server.log;

import org.jspecify.annotations.NullMarked;
