// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where transactions and customers come from, and how they are understood. */
@NullMarked
package io.perenne.server.ui.data;

import org.jspecify.annotations.NullMarked;
