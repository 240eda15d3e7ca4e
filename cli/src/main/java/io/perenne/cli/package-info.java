// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The executable: one class per command. */
@NullMarked
package io.perenne.cli;

import org.jspecify.annotations.NullMarked;
