// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The pages of a large run under many readers. */
@NullMarked
package io.perenne.benchmarks.pages;

import org.jspecify.annotations.NullMarked;
