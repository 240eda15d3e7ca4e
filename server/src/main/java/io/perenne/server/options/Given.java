// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.options;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * What was given for an option.
 *
 * @param texts one, or several where an option may be repeated
 * @param where the option on the command line, the variable, or the file and its key
 */
public record Given(List<String> texts, String where) {
  private static final int MOST_DIGITS = 9;

  /** Copies the list. */
  public Given {
    texts = List.copyOf(texts);
  }

  /** Returns the one text. */
  public String text() {
    if (texts.size() != 1) {
      throw refused("once");
    }
    return texts.get(0);
  }

  /**
   * Returns a yes or a no.
   *
   * @throws InputException if it is neither
   */
  public boolean flag() {
    return switch (text().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw refused("flag");
    };
  }

  /**
   * Returns a whole number.
   *
   * @throws InputException if it is none within the bounds
   */
  public int number(int least, int most, String rule) {
    String text = text();
    if (!text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      throw refused(rule);
    }
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw refused(rule);
    }
    return number;
  }

  /**
   * Returns an address.
   *
   * @throws InputException if it is none
   */
  public URI address() {
    try {
      URI uri = new URI(text());
      if (uri.getScheme() == null || uri.getHost() == null || uri.getUserInfo() != null) {
        throw refusedAddress();
      }
      return uri;
    } catch (URISyntaxException e) {
      throw refusedAddress();
    }
  }

  /** Whoever puts a password into an address does not want to read it on a screen. */
  private InputException refusedAddress() {
    return refused("address", text().replaceAll("//[^/]*@", "//…@"));
  }

  /** Returns a refusal of what was given, with a rule it does not keep; the value is shown. */
  public InputException refused(String rule) {
    return refused(rule, String.join(", ", texts));
  }

  /** Returns a refusal that shows another value than what was given, which may be secret. */
  public InputException refused(String rule, String shown) {
    return new InputException(
        Problem.of(Words.message("refused"))
            .withWhere(where)
            .withValue(shown)
            .withRemedy(Words.message("rule." + rule)));
  }
}
