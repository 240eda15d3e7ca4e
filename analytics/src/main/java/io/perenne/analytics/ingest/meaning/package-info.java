// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the words inside the fields mean, whatever system wrote them: which statuses count, which
 * customers are nobody in particular, which products are none. Pure functions on words and counts;
 * reading and counting is the engine's work.
 */
@NullMarked
package io.perenne.analytics.ingest.meaning;

import org.jspecify.annotations.NullMarked;
