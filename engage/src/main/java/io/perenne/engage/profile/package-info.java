// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What is known of one person now, and what that person is worth now. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.profile;
