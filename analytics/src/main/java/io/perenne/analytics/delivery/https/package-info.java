// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Delivery to a web server by HTTPS PUT. */
@NullMarked
package io.perenne.analytics.delivery.https;

import org.jspecify.annotations.NullMarked;
