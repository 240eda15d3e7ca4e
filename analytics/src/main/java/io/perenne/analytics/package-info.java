// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** What is every customer worth? From tables of transactions to the CLV datamodel. */
@NullMarked
package io.perenne.analytics;

import org.jspecify.annotations.NullMarked;
