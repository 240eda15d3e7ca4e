// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;

/** What messages say by themselves, and why one cannot be sent. */
final class Words {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Words.class);

  private Words() {}

  static Message message(String key, Object... arguments) {
    return BUNDLE.message(key, arguments);
  }

  static InputException refused(String key, String value) {
    return new InputException(
        Problem.of(message(key)).withValue(value).withRemedy(message(key + ".remedy")));
  }
}
