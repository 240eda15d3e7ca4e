// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.Locale;

/** The language of labels and sentences. Ids and codes never change with it. */
public enum Language {
  /** Spanish: decimal comma, thousands point. */
  ES("es"),
  /** English: decimal point, thousands comma. */
  EN("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** Returns the ISO 639-1 code, as written in the configuration. */
  public String code() {
    return code;
  }

  /**
   * Returns the language of a code.
   *
   * @throws IllegalArgumentException if it is neither {@code es} nor {@code en}
   */
  public static Language of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    throw new IllegalArgumentException("language is not es or en: " + code);
  }

  /** Returns the locale of the language's words. */
  public Locale locale() {
    return Locale.forLanguageTag(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
