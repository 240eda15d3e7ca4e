// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.privacy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.MessageBundle;

/** What the package says. */
final class Words {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Words.class);

  private Words() {}

  /** Returns a refusal that says what to do instead. */
  static InputException refusal(String key, String value) {
    return new InputException(
        Problem.of(BUNDLE.message(key))
            .withValue(value)
            .withRemedy(BUNDLE.message(key + ".remedy")));
  }
}
