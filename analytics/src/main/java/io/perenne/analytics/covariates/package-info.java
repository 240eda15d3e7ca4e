// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0

/**
 * What is known of customers besides their purchases: {@link
 * io.perenne.analytics.covariates.CovariateTable} reads it from a file, {@link
 * io.perenne.analytics.covariates.CovariateDesign} turns it into numbers, the same in the fit and
 * whenever the model is used.
 */
@NullMarked
package io.perenne.analytics.covariates;

import org.jspecify.annotations.NullMarked;
