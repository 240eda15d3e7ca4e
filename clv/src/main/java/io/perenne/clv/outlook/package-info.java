// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What will a base bring? The parts of a forecast of money put together ({@link
 * io.perenne.clv.outlook.Outlook}): models of established and new customers, evidence on dropout, a
 * season, several kinds of model, and the range in which a total falls ({@link
 * io.perenne.clv.outlook.CommonShock}).
 */
@NullMarked
package io.perenne.clv.outlook;

import org.jspecify.annotations.NullMarked;
