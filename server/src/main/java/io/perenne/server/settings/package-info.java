// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What is calculated, when, and where it goes, in every version that was saved. */
@NullMarked
package io.perenne.server.settings;

import org.jspecify.annotations.NullMarked;
