// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** All pages of the application. */
@NullMarked
package io.perenne.server.ui;

import org.jspecify.annotations.NullMarked;
