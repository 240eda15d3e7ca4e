// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * Checks of a segmented base before it is published, and the comparison of segments with what
 * customers did afterwards.
 */
@NullMarked
package io.perenne.clv.segment.check;

import org.jspecify.annotations.NullMarked;
