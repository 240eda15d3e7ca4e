// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What the base is worth now and what needs a person. */
@NullMarked
package io.perenne.server.ui.home;

import org.jspecify.annotations.NullMarked;
