// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Which records may be of one person although no identifier says so. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.linkage;
