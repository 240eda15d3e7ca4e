// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;

/**
 * The other side has answered that it could not do what it was asked: its disk is full, or it is
 * busy. It may later; what is there is known, other than after a connection that broke.
 */
public final class AnsweredException extends IOException implements Spoken {
  private static final long serialVersionUID = 1L;

  private final transient Labelled said;

  /** Creates the exception from what the other side said. */
  public AnsweredException(Message message, Throwable cause) {
    super(message.toString(), cause);
    this.said = message::in;
  }

  @Override
  public String in(Language language) {
    return said.label(language);
  }
}
