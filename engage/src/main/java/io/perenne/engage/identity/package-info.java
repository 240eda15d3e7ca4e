// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Who a person is, from the identifiers that events carry. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.identity;
