// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * The texts of one module in every language, read once from {@code messages_es.properties} and
 * {@code messages_en.properties} beside a class of that module.
 *
 * <p>Texts are {@linkplain Template templates}. A bundle is immutable and compared by identity: a
 * module keeps its own in a constant.
 */
public final class MessageBundle {
  /** The texts of this library. */
  static final MessageBundle CLV = beside(MessageBundle.class);

  private final Messages spanish;
  private final Messages english;

  private MessageBundle(Messages spanish, Messages english) {
    this.spanish = spanish;
    this.english = english;
  }

  /**
   * Reads the bundle in the package of a class. A named module has to open that package.
   *
   * @throws MissingResourceException if a file is missing
   * @throws IllegalArgumentException if the languages differ in their keys, or a text is not a
   *     template with the same arguments in both
   */
  public static MessageBundle beside(Class<?> anchor) {
    Messages spanish = new Messages(Language.ES, read(anchor, Language.ES));
    Messages english = new Messages(Language.EN, read(anchor, Language.EN));
    if (!spanish.keys().equals(english.keys())) {
      throw new IllegalArgumentException("messages of the languages differ in their keys");
    }
    for (String key : spanish.keys()) {
      if (spanish.template(key).arguments() != english.template(key).arguments()) {
        throw new IllegalArgumentException("message differs in its arguments: " + key);
      }
    }
    return new MessageBundle(spanish, english);
  }

  private static Map<String, Template> read(Class<?> anchor, Language language) {
    String name = anchor.getPackageName() + ".messages";
    Locale locale = language.locale();
    ResourceBundle texts = ResourceBundle.getBundle(name, locale, anchor.getModule());
    if (!texts.getLocale().equals(locale)) {
      // the language of the machine stands in for a missing one
      throw new MissingResourceException("no " + name + " in " + language.code(), name, "");
    }
    Map<String, Template> templates = new HashMap<>();
    for (String key : texts.keySet()) {
      templates.put(key, Template.parse(texts.getString(key)));
    }
    return Map.copyOf(templates);
  }

  /** Returns the texts in one language. */
  public Messages in(Language language) {
    return language == Language.ES ? spanish : english;
  }

  /**
   * Returns a sentence that can be written in every language.
   *
   * @throws IllegalArgumentException if there is no such key, or it takes other arguments
   */
  public Message message(String key, Object... arguments) {
    return new Message(this, key, List.of(arguments));
  }

  /** Returns the keys of all texts. */
  public Set<String> keys() {
    return english.keys();
  }

  /**
   * Returns how many arguments a text takes.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public int arguments(String key) {
    return english.template(key).arguments();
  }
}
