// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The destination does not hold the whole shipment. */
public final class DeliveryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;
  private final Duration retryAfter;

  private DeliveryFailedException(
      String message, boolean worthRetrying, Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
    this.retryAfter = retryAfter;
  }

  /** The world may be better in a while: a broken connection, a busy server, a full disk. */
  public static DeliveryFailedException passing(String message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, true, Duration.ZERO, cause);
  }

  /** The world may be better after the time that the other side has asked us to wait. */
  public static DeliveryFailedException passingAfter(Duration retryAfter, String message) {
    return new DeliveryFailedException(message, true, retryAfter, null);
  }

  /** A person has to do something first: a wrong password, a missing folder, an unknown host. */
  public static DeliveryFailedException lasting(String message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, false, Duration.ZERO, cause);
  }

  /** Returns whether the same delivery may succeed later without anybody's help. */
  public boolean worthRetrying() {
    return worthRetrying;
  }

  /** Returns how long the other side has asked us to wait; zero if it has not. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
