// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * How customers buy and spend: one small class per model ({@link
 * io.perenne.clv.model.TransactionModel}, {@link io.perenne.clv.spend.SpendModel}), found and
 * fitted by name through {@link io.perenne.clv.model.TransactionModels}.
 */
@NullMarked
package io.perenne.clv.model;

import org.jspecify.annotations.NullMarked;
