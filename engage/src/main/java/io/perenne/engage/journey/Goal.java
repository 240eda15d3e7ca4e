// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

/**
 * What a journey is for.
 *
 * @param metric the name of an event that is to happen, or {@value Signal#PURCHASE}
 * @param within so long after somebody entered
 */
public record Goal(String metric, Span within) {}
