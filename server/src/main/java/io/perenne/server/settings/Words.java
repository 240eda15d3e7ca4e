// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Message;
import io.perenne.clv.words.MessageBundle;

/** What the package says. */
final class Words {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Words.class);

  private Words() {}

  static Message message(String key, Object... arguments) {
    return BUNDLE.message(key, arguments);
  }

  /** Returns a refusal that says what to do instead. */
  static InputException refusal(String key, Object... arguments) {
    return new InputException(
        Problem.of(message(key, arguments)).withRemedy(message(key + ".remedy")));
  }
}
