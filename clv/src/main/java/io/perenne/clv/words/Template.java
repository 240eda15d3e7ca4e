// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with places for arguments, parsed once.
 *
 * <ul>
 *   <li>{@code {0}} stands for the first argument, a number with two decimals at most;
 *   <li>{@code {0|day|days}} for the first word if that argument is 1, for the second otherwise;
 *   <li>{@code {0:+.1f}} for a number written by a conversion of {@link java.util.Formatter}.
 * </ul>
 *
 * <p>There is no escape: texts contain no other braces.
 */
public final class Template {
  /* A MessageFormat parses its pattern or boxes its arguments on each use. This one appends
   * primitives to words encoded before, so that two million sentences cost half a second. */
  private final MessagePart[] parts;

  private Template(List<MessagePart> parts) {
    this.parts = parts.toArray(new MessagePart[0]);
  }

  static Template parse(String pattern) {
    List<MessagePart> parts = new ArrayList<>();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = pattern.indexOf('}', open);
      if (close < 0 || pattern.lastIndexOf('{', close) > open) {
        throw new IllegalArgumentException("braces do not match in message: " + pattern);
      }
      parts.add(
          MessagePart.parse(pattern.substring(from, open), pattern.substring(open + 1, close)));
      from = close + 1;
    }
    parts.add(MessagePart.of(pattern.substring(from)));
    return new Template(parts);
  }

  /** Returns how many arguments the text needs. */
  int arguments() {
    int count = 0;
    for (MessagePart part : parts) {
      count = Math.max(count, part.argument() + 1);
    }
    return count;
  }

  /**
   * Appends the text with up to four numbers.
   *
   * @param decimals how many decimals a number may show
   */
  public void append(
      Utf8Text out, NumberStyle numbers, int decimals, double a, double b, double c, double d) {
    for (MessagePart part : parts) {
      out.append(part.before());
      switch (part.argument()) {
        case MessagePart.NONE -> {}
        case 0 -> part.append(out, numbers, decimals, a);
        case 1 -> part.append(out, numbers, decimals, b);
        case 2 -> part.append(out, numbers, decimals, c);
        default -> part.append(out, numbers, decimals, d);
      }
    }
  }

  /**
   * Appends the text.
   *
   * @param arguments as of a {@link Message}, at least {@link #arguments()}
   */
  void append(Utf8Text out, Language language, Object... arguments) {
    for (MessagePart part : parts) {
      out.append(part.before());
      if (part.argument() != MessagePart.NONE) {
        append(out, language, part, arguments[part.argument()]);
      }
    }
  }

  private static void append(Utf8Text out, Language language, MessagePart part, Object argument) {
    if (argument instanceof Number number) {
      part.append(out, NumberStyle.of(language), 2, number.doubleValue());
    } else if (argument instanceof Labelled labelled) {
      out.append(labelled.label(language));
    } else if (argument instanceof Message message) {
      out.append(message.in(language));
    } else if (argument instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "" : ", ");
        append(out, language, part, list.get(i));
      }
    } else {
      out.append(String.valueOf(argument));
    }
  }
}
