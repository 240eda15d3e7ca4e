// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Commands of the terminal, one class each, and the options that several share. */
@NullMarked
package io.perenne.cli.command;

import org.jspecify.annotations.NullMarked;
