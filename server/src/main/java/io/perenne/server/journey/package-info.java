// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Journeys as files, and over the customers of a run. */
@org.jspecify.annotations.NullMarked
package io.perenne.server.journey;
