// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import io.perenne.clv.words.Message;
import java.util.Locale;

/** Sentences in both languages, numbers written as each does. */
final class Words {
  private static final Locale SPANISH = Locale.forLanguageTag("es");

  private Words() {}

  static Message of(String es, String en, Object... arguments) {
    return new Message(
        String.format(SPANISH, es, arguments), String.format(Locale.ENGLISH, en, arguments));
  }

  static Message join(Message first, Message second) {
    return new Message(first.es() + " " + second.es(), first.en() + " " + second.en());
  }
}
