// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Tables and sentences on the terminal. */
@NullMarked
package io.perenne.cli.print;

import org.jspecify.annotations.NullMarked;
