// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Delivery to an SFTP server. */
@NullMarked
package io.perenne.analytics.delivery.sftp;

import org.jspecify.annotations.NullMarked;
