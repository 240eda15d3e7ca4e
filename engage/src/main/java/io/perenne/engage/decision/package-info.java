// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What to do for a person now, and what it is worth: actions, gates, values, learning, budgets. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.decision;
