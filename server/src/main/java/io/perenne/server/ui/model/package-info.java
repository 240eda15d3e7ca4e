// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How the future is told, and whether that can be trusted. */
@NullMarked
package io.perenne.server.ui.model;

import org.jspecify.annotations.NullMarked;
