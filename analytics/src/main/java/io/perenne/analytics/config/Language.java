// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import java.util.Locale;

/**
 * The language of labels and of sentences for people; ids, codes and number formats never follow
 * it.
 */
public enum Language {
  /** Spanish. */
  ES,

  /** English. */
  EN;

  /** Returns the locale for message bundles. */
  public Locale locale() {
    return Locale.forLanguageTag(toString());
  }

  @Override
  public String toString() {
    return ValueType.kebabCase(this);
  }
}
