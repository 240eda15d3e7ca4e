// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What marketing brought, and whether it was worth its cost. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.outcome;
