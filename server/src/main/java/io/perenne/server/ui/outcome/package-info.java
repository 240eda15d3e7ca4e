// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Whether it worked: what the target arm brought beyond the control group. */
@NullMarked
package io.perenne.server.ui.outcome;

import org.jspecify.annotations.NullMarked;
