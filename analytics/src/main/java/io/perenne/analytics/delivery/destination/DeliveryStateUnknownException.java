// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import org.jspecify.annotations.Nullable;

/** The shipment may or may not have arrived: the answer to the deciding request was lost. */
public final class DeliveryStateUnknownException extends RuntimeException implements Spoken {
  private static final long serialVersionUID = 1L;

  private final transient Labelled said;

  public DeliveryStateUnknownException(Message message, @Nullable Throwable cause) {
    super(message.toString(), cause);
    this.said = message::in;
  }

  @Override
  public String in(Language language) {
    return said.label(language);
  }
}
