// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.Map;
import java.util.Set;

/** The texts of a {@link MessageBundle} in one language, parsed once. */
public final class Messages {
  private final Language language;
  private final Map<String, Template> templates;

  Messages(Language language, Map<String, Template> templates) {
    this.language = language;
    this.templates = templates;
  }

  /** Returns the texts of this library in one language. */
  public static Messages of(Language language) {
    return MessageBundle.CLV.in(language);
  }

  /** Returns how the language writes numbers. */
  public NumberStyle numbers() {
    return NumberStyle.of(language);
  }

  Set<String> keys() {
    return templates.keySet();
  }

  /**
   * Returns the parsed text of a key.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public Template template(String key) {
    Template template = templates.get(key);
    if (template == null) {
      throw new IllegalArgumentException("no message " + key + " in " + language.code());
    }
    return template;
  }

  /**
   * Returns a text with its arguments filled in.
   *
   * @param arguments as of a {@link Message}
   * @throws IllegalArgumentException if there is no such key, or it takes other arguments
   */
  public String text(String key, Object... arguments) {
    Template template = template(key);
    if (arguments.length != template.arguments()) {
      throw new IllegalArgumentException(
          "message " + key + " takes " + template.arguments() + " arguments: " + arguments.length);
    }
    Utf8Text out = new Utf8Text();
    template.append(out, language, arguments);
    return out.toString();
  }
}
