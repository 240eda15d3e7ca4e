// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/** The words of this package in one language: every text compiled once, then only appended. */
public final class Messages {
  private static final Messages SPANISH = new Messages(Language.ES, read(Language.ES));
  private static final Messages ENGLISH = new Messages(Language.EN, read(Language.EN));

  private final Language language;
  private final NumberStyle numbers;
  private final Map<String, Template> templates;

  private Messages(Language language, Map<String, Template> templates) {
    this.language = language;
    this.numbers = NumberStyle.of(language);
    this.templates = templates;
  }

  public static Messages of(Language language) {
    return language == Language.ES ? SPANISH : ENGLISH;
  }

  public NumberStyle numbers() {
    return numbers;
  }

  Set<String> keys() {
    return templates.keySet();
  }

  /** Returns the compiled text of a key. */
  public Template template(String key) {
    Template template = templates.get(key);
    if (template == null) {
      throw new IllegalArgumentException("no message " + key + " in " + language.code());
    }
    return template;
  }

  /** Returns a text without arguments. */
  public String text(String key) {
    return format(key);
  }

  /**
   * Returns a text with its arguments filled in.
   *
   * @param arguments numbers, {@link Labelled} values (shown by their label) or anything else
   *     (shown as it prints itself)
   */
  String format(String key, Object... arguments) {
    Template template = template(key);
    if (arguments.length < template.arguments()) {
      throw new IllegalArgumentException(
          "message " + key + " needs arguments: " + template.arguments());
    }
    Utf8Text out = new Utf8Text();
    template.append(out, language, arguments);
    return out.toString();
  }

  private static Map<String, Template> read(Language language) {
    // without fallback: the words must not depend on the machine's own language
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            Messages.class.getPackageName() + ".messages",
            language.locale(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    Map<String, Template> templates = new HashMap<>();
    for (String key : bundle.keySet()) {
      templates.put(key, Template.parse(bundle.getString(key)));
    }
    return Map.copyOf(templates);
  }
}
