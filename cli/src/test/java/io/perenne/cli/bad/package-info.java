// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Generated bad inputs, over every way into the program. */
@org.jspecify.annotations.NullMarked
package io.perenne.cli.bad;
