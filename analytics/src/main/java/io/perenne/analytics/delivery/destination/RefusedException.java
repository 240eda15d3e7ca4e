// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.destination;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side understood and said no; asking again changes nothing. */
public final class RefusedException extends IOException implements Spoken {
  private static final long serialVersionUID = 1L;

  private final transient Labelled said;

  public RefusedException(Message message, @Nullable Throwable cause) {
    super(message.toString(), cause);
    this.said = message::in;
  }

  @Override
  public String in(Language language) {
    return said.label(language);
  }
}
