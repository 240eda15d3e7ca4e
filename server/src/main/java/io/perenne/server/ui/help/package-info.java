// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The guides that a marketer reads. */
@NullMarked
package io.perenne.server.ui.help;

import org.jspecify.annotations.NullMarked;
