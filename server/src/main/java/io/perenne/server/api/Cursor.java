// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.analytics.home.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page begins, as a word that means nothing to others and counts only for the question it
 * was given for.
 */
final class Cursor {
  private static final int SEAL = 16;

  private Cursor() {}

  /**
   * Returns the cursor of a key.
   *
   * @param question everything that decides which rows there are, and their order
   */
  static String of(String key, String question) {
    String text = seal(key, question) + key;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the key of a cursor. */
  static String key(String cursor, String question) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String key = text.length() < SEAL ? "" : text.substring(SEAL);
      if (!key.isEmpty() && text.equals(seal(key, question) + key)) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // is told below
    }
    throw ApiException.parameter("cursor", Words.message("parameter.cursor"));
  }

  private static String seal(String key, String question) {
    return Sha256.of(question + '\n' + key).substring(0, SEAL);
  }
}
