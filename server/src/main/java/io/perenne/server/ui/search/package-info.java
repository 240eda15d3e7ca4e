// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Finds a customer, a segment or a page by what is typed into the box of every page. */
@NullMarked
package io.perenne.server.ui.search;

import org.jspecify.annotations.NullMarked;
