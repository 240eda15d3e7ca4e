// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What every page has: the frame around it, words, numbers and dates of its reader. */
@NullMarked
package io.perenne.server.ui.frame;

import org.jspecify.annotations.NullMarked;
