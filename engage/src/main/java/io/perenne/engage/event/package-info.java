// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What customers do, as tracking libraries tell it. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.event;
