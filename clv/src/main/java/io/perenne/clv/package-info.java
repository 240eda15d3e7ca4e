// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is a customer worth? A pure library: no I/O, no logging, no clock, no unseeded randomness.
 */
@NullMarked
package io.perenne.clv;

import org.jspecify.annotations.NullMarked;
