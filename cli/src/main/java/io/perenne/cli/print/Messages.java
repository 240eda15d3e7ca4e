// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import io.perenne.clv.words.Language;
import java.text.MessageFormat;
import java.util.ResourceBundle;

/** What the program says to a person, in one language. */
public final class Messages {
  private final ResourceBundle bundle;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  public static Messages of(Language language) {
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return new Messages(
        ResourceBundle.getBundle("io.perenne.cli.messages", language.locale(), noFallback));
  }

  /** Returns a text with {@code {0}}, {@code {1}} … filled in. */
  public String text(String key, String... arguments) {
    return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
  }
}
