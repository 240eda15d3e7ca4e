// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What did the customers do? Files as people export them become one relation that a pipeline can
 * scan; {@link io.perenne.analytics.ingest.TransactionReader} is the way in.
 */
@NullMarked
package io.perenne.analytics.ingest;

import org.jspecify.annotations.NullMarked;
