// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The destination does not hold the whole shipment. */
public final class DeliveryFailedException extends RuntimeException implements Spoken {
  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;
  private final Duration retryAfter;
  private final transient Labelled said;

  private DeliveryFailedException(
      Message said, boolean worthRetrying, Duration retryAfter, @Nullable Throwable cause) {
    super(said.toString(), cause);
    this.said = said::in;
    this.worthRetrying = worthRetrying;
    this.retryAfter = retryAfter;
  }

  /** The world may be better in a while: a broken connection, a busy server, a full disk. */
  public static DeliveryFailedException passing(Message message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, true, Duration.ZERO, cause);
  }

  /** The world may be better after the time that the other side has asked us to wait. */
  public static DeliveryFailedException passingAfter(Duration retryAfter, Message message) {
    return new DeliveryFailedException(message, true, retryAfter, null);
  }

  /** A person has to do something first: a wrong password, a missing folder, an unknown host. */
  public static DeliveryFailedException lasting(Message message, @Nullable Throwable cause) {
    return new DeliveryFailedException(message, false, Duration.ZERO, cause);
  }

  @Override
  public String in(Language language) {
    return said.label(language);
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
