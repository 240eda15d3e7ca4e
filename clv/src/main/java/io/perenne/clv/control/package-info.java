// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * The control group: who is in it, drawn by a hash of the customer id so that a customer never
 * changes sides.
 */
@NullMarked
package io.perenne.clv.control;

import org.jspecify.annotations.NullMarked;
