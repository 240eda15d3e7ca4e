// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** How fast models are fitted and asked, in memory and from a file to a file. */
@NullMarked
package io.perenne.benchmarks.models;

import org.jspecify.annotations.NullMarked;
