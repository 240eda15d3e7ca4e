// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Journeys: who enters them, what happens to whom and when, and why. Pure; the clock is given. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.journey;
