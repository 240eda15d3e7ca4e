// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What failures and endings mean: sentences on the terminal and exit codes. */
@NullMarked
package io.perenne.cli.failure;

import org.jspecify.annotations.NullMarked;
