// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What is calculated, when, and where it goes. */
@NullMarked
package io.perenne.server.ui.settings;

import org.jspecify.annotations.NullMarked;
