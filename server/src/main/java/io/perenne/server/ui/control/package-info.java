// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Whether the control group is as it should be, and what it can see. */
@NullMarked
package io.perenne.server.ui.control;

import org.jspecify.annotations.NullMarked;
