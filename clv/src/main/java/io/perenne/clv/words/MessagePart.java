// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link Template}: fixed words, then at most one place for an argument.
 *
 * @param before the fixed words, encoded
 * @param argument the index of the argument, or {@link #NONE}
 * @param one what stands for the number 1, where the place is a choice of words
 * @param other what stands for any other number
 * @param format how a number is written, where the place says so
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MessagePart(
    byte[] before,
    int argument,
    byte @Nullable [] one,
    byte @Nullable [] other,
    @Nullable String format) {
  static final int NONE = -1;

  /** Returns fixed words alone. */
  static MessagePart of(String words) {
    return new MessagePart(Utf8Text.encode(words), NONE, null, null, null);
  }

  /**
   * Reads a place.
   *
   * @param before the words before it
   * @param place what stands between the braces
   * @throws IllegalArgumentException if it is none of the forms of a {@link Template}
   */
  static MessagePart parse(String before, String place) {
    byte[] words = Utf8Text.encode(before);
    int bar = place.indexOf('|');
    if (bar >= 0) {
      int second = place.indexOf('|', bar + 1);
      if (second < 0) {
        throw new IllegalArgumentException("not {n|one|other} in message: {" + place + "}");
      }
      return new MessagePart(
          words,
          Integer.parseInt(place.substring(0, bar)),
          Utf8Text.encode(place.substring(bar + 1, second)),
          Utf8Text.encode(place.substring(second + 1)),
          null);
    }
    int colon = place.indexOf(':');
    if (colon >= 0) {
      String format = "%" + place.substring(colon + 1);
      String tried = String.format(Locale.ROOT, format, 1.0);
      if (tried.isEmpty()) {
        throw new IllegalArgumentException("not {n:format} in message: {" + place + "}");
      }
      return new MessagePart(
          words, Integer.parseInt(place.substring(0, colon)), null, null, format);
    }
    return new MessagePart(words, Integer.parseInt(place), null, null, null);
  }

  void append(Utf8Text out, NumberStyle numbers, int decimals, double value) {
    if (one != null && other != null) {
      out.append(value == 1 ? one : other);
    } else if (format != null) {
      out.append(String.format(numbers.locale(), format, value));
    } else if (Double.isFinite(value)) {
      numbers.append(out, value, decimals);
    } else {
      out.append(String.valueOf(value));
    }
  }
}
