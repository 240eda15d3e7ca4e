// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Delivery into a data extension of Salesforce Marketing Cloud over its REST API. */
@NullMarked
package io.perenne.analytics.delivery.marketingcloud;

import org.jspecify.annotations.NullMarked;
