// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How a person gets in, and what they change of themselves. */
@NullMarked
package io.perenne.server.ui.account;

import org.jspecify.annotations.NullMarked;
