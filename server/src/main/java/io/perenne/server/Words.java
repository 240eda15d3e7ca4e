// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.MessageBundle;
import java.nio.file.Path;

/** What the package says. */
final class Words {
  private static final MessageBundle BUNDLE = MessageBundle.beside(Words.class);

  private Words() {}

  /** Returns a refusal that says what to do instead. */
  static InputException refusal(String key, Object value) {
    return new InputException(problem(key, value));
  }

  /** Returns a refusal with what failed. */
  static InputException failure(String key, Path file, Exception cause) {
    return new InputException(problem(key, file), cause);
  }

  private static Problem problem(String key, Object value) {
    return Problem.of(BUNDLE.message(key))
        .withValue(value.toString())
        .withRemedy(BUNDLE.message(key + ".remedy"));
  }
}
