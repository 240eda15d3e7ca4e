// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import java.util.Locale;

/** A way to reach a customer. */
public enum Channel implements Labelled {
  /** A message to an address that gave its consent. */
  EMAIL,
  /** A short text to a phone. */
  SMS,
  /** A person who calls. */
  CALL,
  /** A place in the shop's application. */
  APP,
  /** A message that the application shows by itself. */
  PUSH,
  /** A place on a page. */
  WEB,
  /** Somebody or something at a point of sale. */
  STORE;

  @Override
  public String label(Language language) {
    return Messages.of(language).text("channel." + name().toLowerCase(Locale.ROOT));
  }
}
