// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Pages of audiences: all of them, one and who is in it, and the form of its rule. */
@NullMarked
package io.perenne.server.ui.audiences;

import org.jspecify.annotations.NullMarked;
