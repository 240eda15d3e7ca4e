// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.oidc;

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
  static InputException refusal(String key, String value) {
    return new InputException(
        Problem.of(BUNDLE.message(key))
            .withValue(value)
            .withRemedy(BUNDLE.message(key + ".remedy")));
  }
}
