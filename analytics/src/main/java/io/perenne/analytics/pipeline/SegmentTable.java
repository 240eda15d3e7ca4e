// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import io.perenne.clv.segment.SegmentRules;

/**
 * Customers with value, state, band and segment.
 *
 * @param name the engine's name of the table
 * @param values what was segmented
 * @param rules the rules that decided
 */
public record SegmentTable(String name, ValueTable values, SegmentRules rules) {}
