// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/**
 * What is known of dropout besides the purchases: of the customers who buy within a year, the share
 * that buys in the next.
 *
 * @param assumed whether anything is: what other bases tell, or the share
 * @param share the share a user knows, within (0, 1); empty for what other bases tell
 */
public record YearlyRepurchase(boolean assumed, OptionalDouble share) {

  static final ValueType<YearlyRepurchase> TYPE =
      new ValueType<>(
          Texts.message("value.yearly-repurchase"),
          YearlyRepurchase::parse,
          YearlyRepurchase::toString);

  private static final double LEAST = 0.01;
  private static final double MOST = 0.99;

  /** Returns what other bases tell. */
  public static YearlyRepurchase auto() {
    return new YearlyRepurchase(true, OptionalDouble.empty());
  }

  /** Returns that nothing is assumed: the purchases alone tell. */
  public static YearlyRepurchase off() {
    return new YearlyRepurchase(false, OptionalDouble.empty());
  }

  private static YearlyRepurchase parse(String text) {
    return switch (text) {
      case "auto" -> auto();
      case "off", "false", "no" -> off();
      default -> {
        boolean percent = text.endsWith("%");
        BigDecimal digits =
            new BigDecimal(percent ? text.substring(0, text.length() - 1).strip() : text);
        double share = (percent ? digits.movePointLeft(2) : digits).doubleValue();
        if (!(share >= LEAST && share <= MOST)) {
          throw new IllegalArgumentException("not from 1% to 99%: " + text);
        }
        yield new YearlyRepurchase(true, OptionalDouble.of(share));
      }
    };
  }

  @Override
  public String toString() {
    return share.isPresent() ? AutoOr.plain(share.getAsDouble()) : assumed ? "auto" : "off";
  }
}
