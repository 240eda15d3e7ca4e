// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Text that is there in both languages at once, of which the page shows one: a reader changes the
 * language without a network and without a script.
 */
final class Bilingual {
  private static final ResourceBundle SPANISH = bundle(Language.ES);
  private static final ResourceBundle ENGLISH = bundle(Language.EN);

  private Bilingual() {}

  private static ResourceBundle bundle(Language language) {
    return ResourceBundle.getBundle(
        "io.perenne.analytics.backtest.page",
        language.locale(),
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Returns the text of a key for HTML, {@code {0}} and so on filled in. */
  static String html(String key, Object... arguments) {
    return both("span", text(SPANISH, key, arguments), text(ENGLISH, key, arguments));
  }

  /** Returns a message for HTML. */
  static String html(Message message) {
    return both("span", message.in(Language.ES), message.in(Language.EN));
  }

  /** Returns the text of a key for SVG. */
  static String svg(String key, Object... arguments) {
    return both("tspan", text(SPANISH, key, arguments), text(ENGLISH, key, arguments));
  }

  /** Returns a number with some decimals, for HTML. */
  static String number(double value, int decimals) {
    return number("span", value, decimals, 1, "");
  }

  /** Returns a share as a percentage, for HTML. */
  static String percent(double share, int decimals) {
    return number("span", share, decimals, 100, " %");
  }

  /** Returns a number with as many decimals as it needs, for SVG. */
  static String axis(double value) {
    int decimals = value == Math.rint(value) ? 0 : Math.abs(value) < 0.1 ? 2 : 1;
    return number("tspan", value, decimals, 1, "");
  }

  private static String number(
      String element, double value, int decimals, double factor, String unit) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return both(
        element,
        format(Language.ES.locale(), value * factor, decimals) + unit,
        format(Language.EN.locale(), value * factor, decimals) + unit);
  }

  private static String format(Locale locale, double value, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    String text = format.format(value);
    return text.matches("-0([.,]0+)?") ? text.substring(1) : text;
  }

  private static String text(ResourceBundle bundle, String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
  }

  private static String both(String element, String es, String en) {
    if (es.equals(en)) {
      return escape(es);
    }
    return "<%1$s class=\"es\" lang=\"es\">%2$s</%1$s><%1$s class=\"en\" lang=\"en\">%3$s</%1$s>"
        .formatted(element, escape(es), escape(en));
  }

  /** Returns text that is safe in HTML, SVG and their attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
