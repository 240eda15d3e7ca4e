// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where each value of one customer comes from: the rule and the numbers behind it. */
@NullMarked
package io.perenne.analytics.explain;

import org.jspecify.annotations.NullMarked;
