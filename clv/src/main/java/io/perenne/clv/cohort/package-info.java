// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** One model for each cohort, each shrunk towards what all cohorts share. */
@NullMarked
package io.perenne.clv.cohort;

import org.jspecify.annotations.NullMarked;
