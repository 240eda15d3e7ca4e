// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import org.jspecify.annotations.Nullable;

/** The shipment has not arrived as a whole. */
public final class DeliveryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  private DeliveryFailedException(
      String message, boolean worthRetrying, @Nullable Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  /** The world may be better in a while: a broken connection, a busy server, a full disk. */
  public static DeliveryFailedException passing(String message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, true, cause);
  }

  /** A person has to do something first: a wrong password, a missing folder, an unknown host. */
  public static DeliveryFailedException lasting(String message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, false, cause);
  }

  /** Returns whether the same delivery may succeed later without anybody's help. */
  public boolean worthRetrying() {
    return worthRetrying;
  }
}
