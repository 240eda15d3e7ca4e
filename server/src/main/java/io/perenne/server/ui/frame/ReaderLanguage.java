// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.perenne.clv.words.Language;
import java.time.Duration;
import java.util.Locale;

/** The language of whoever looks at a page: what they chose, else what their browser asks for. */
final class ReaderLanguage {
  static final String COOKIE = "perenne-language";

  private ReaderLanguage() {}

  static Language of(Context request) {
    String chosen = request.cookie(COOKIE);
    if (chosen != null && (chosen.equals("es") || chosen.equals("en"))) {
      return Language.of(chosen);
    }
    String asked = request.header("Accept-Language");
    if (asked == null || asked.isBlank()) {
      return Language.ES;
    }
    try {
      return Locale.LanguageRange.parse(asked).stream()
          .map(range -> range.getRange().split("-", 2)[0])
          .filter(code -> code.equals("es") || code.equals("en"))
          .findFirst()
          .map(Language::of)
          .orElse(Language.EN);
    } catch (IllegalArgumentException e) {
      return Language.ES; // a header nobody can read asks for nothing
    }
  }

  static void keep(Context request, Language language, String path) {
    Cookie cookie =
        new Cookie(COOKIE, language.code(), path, (int) Duration.ofDays(365).toSeconds());
    cookie.setSameSite(SameSite.LAX);
    request.cookie(cookie);
  }
}
