// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Rules that say which people are meant: read strictly, said in words, decided without a store. */
@org.jspecify.annotations.NullMarked
package io.perenne.engage.audience;
