// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * When a run is due: rules of recurrence, the instants they mean in a time zone, and who starts
 * what is due.
 */
@NullMarked
package io.perenne.server.schedule;

import org.jspecify.annotations.NullMarked;
