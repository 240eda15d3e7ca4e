// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Packs a run for one destination: chosen columns and rows, format, compression, encryption. */
@NullMarked
package io.perenne.analytics.delivery.pack;

import org.jspecify.annotations.NullMarked;
