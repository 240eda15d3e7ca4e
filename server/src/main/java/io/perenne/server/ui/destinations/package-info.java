// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where finished runs are delivered. */
@NullMarked
package io.perenne.server.ui.destinations;

import org.jspecify.annotations.NullMarked;
