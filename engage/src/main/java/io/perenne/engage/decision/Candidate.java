// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

/**
 * An action by one of its treatments.
 *
 * @param action what
 * @param treatment how
 */
public record Candidate(Action action, Treatment treatment) {}
