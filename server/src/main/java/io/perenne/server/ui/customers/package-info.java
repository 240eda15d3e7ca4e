// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who the customers are, and what one of them is worth and why. */
@NullMarked
package io.perenne.server.ui.customers;

import org.jspecify.annotations.NullMarked;
