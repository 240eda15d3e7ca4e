// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import org.jspecify.annotations.Nullable;

/** The shipment may or may not have arrived: the answer to the deciding request was lost. */
public final class DeliveryStateUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeliveryStateUnknownException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
