// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

/**
 * Ids of customers that look alike.
 *
 * @param shape {@code digits}, {@code zeros-in-front}, {@code address} or {@code text}
 * @param customers how many there are
 * @param example one of them
 */
public record IdShape(String shape, long customers, String example) {}
