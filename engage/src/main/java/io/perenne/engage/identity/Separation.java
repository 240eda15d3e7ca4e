// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.identity;

/**
 * The word of a person that two identifiers are two people; no event joins them again.
 *
 * @param one an identifier of the one
 * @param other an identifier of the other
 */
public record Separation(Identifier one, Identifier other) {}
