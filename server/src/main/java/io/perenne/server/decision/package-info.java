// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What to do for a person now: decided, kept and counted before anybody is told. */
@org.jspecify.annotations.NullMarked
package io.perenne.server.decision;
