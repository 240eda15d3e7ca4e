// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

import io.perenne.analytics.InputException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.function.Predicate;

/** The names that files may have: one name, not a path, that every system can show and keep. */
final class FileName {
  private static final int MOST_BYTES = 200;
  private static final int MOST_SHOWN = 60;

  /** What a file system takes for something else, or a pattern of files for letters of its own. */
  private static final String RESERVED = "/\\:*?\"<>|[]{}";

  private FileName() {}

  /**
   * Returns a name with its accents composed, so that it is the same from every system.
   *
   * @throws InputException if it is a path, hidden, too long, or has characters that nobody sees
   */
  static String require(String given) {
    String name = Normalizer.normalize(given, Normalizer.Form.NFC).strip();
    if (name.isEmpty() || name.startsWith(".") || name.startsWith("_") || name.startsWith("~")) {
      throw refusal("name.hidden", name);
    }
    if (name.chars().anyMatch(each -> RESERVED.indexOf(each) >= 0) || name.endsWith(".")) {
      throw refusal("name.reserved", name);
    }
    if (name.codePoints().anyMatch(FileName::isInvisible)) {
      throw refusal("name.invisible", name);
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw refusal("name.long", name);
    }
    return name;
  }

  /** Returns a name that is not taken: {@code orders-2.csv} for {@code orders.csv}. */
  static String free(String name, Predicate<String> taken) {
    if (!taken.test(name)) {
      return name;
    }
    int point = name.indexOf('.');
    String stem = point < 0 ? name : name.substring(0, point);
    String rest = point < 0 ? "" : name.substring(point);
    int number = 2;
    while (taken.test(stem + "-" + number + rest)) {
      number++;
    }
    return stem + "-" + number + rest;
  }

  private static boolean isInvisible(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** What is said of a name shows only what can be seen. */
  private static InputException refusal(String key, String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(MOST_SHOWN)
        .forEach(each -> shown.appendCodePoint(isInvisible(each) ? '\ufffd' : each));
    return Words.refusal(key, shown.toString());
  }
}
