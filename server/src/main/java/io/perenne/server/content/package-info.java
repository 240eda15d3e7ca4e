// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What messages say: texts in both languages, and the variables that may stand in them. */
@org.jspecify.annotations.NullMarked
package io.perenne.server.content;
