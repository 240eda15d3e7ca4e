// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who does the jobs that people and the schedule order, and what is known of them meanwhile. */
@NullMarked
package io.perenne.server.job;

import org.jspecify.annotations.NullMarked;
