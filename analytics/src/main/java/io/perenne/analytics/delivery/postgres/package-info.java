// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Delivery into a PostgreSQL table. */
@NullMarked
package io.perenne.analytics.delivery.postgres;

import org.jspecify.annotations.NullMarked;
