// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import org.jspecify.annotations.Nullable;

/** A piece of a {@link Template}: fixed words, then at most one argument. */
public final class MessagePart {
  static final int NONE = -1;

  final byte[] before;
  final int argument;
  private final byte @Nullable [] one;
  private final byte @Nullable [] other;

  private MessagePart(String before, int argument, byte @Nullable [] one, byte @Nullable [] other) {
    this.before = Utf8Text.encode(before);
    this.argument = argument;
    this.one = one;
    this.other = other;
  }

  /** Returns fixed words alone. */
  static MessagePart of(String words) {
    return new MessagePart(words, NONE, null, null);
  }

  static MessagePart parse(String before, String place) {
    int bar = place.indexOf('|');
    if (bar < 0) {
      return new MessagePart(before, Integer.parseInt(place), null, null);
    }
    int second = place.indexOf('|', bar + 1);
    if (second < 0) {
      throw new IllegalArgumentException("not {n|one|other} in message: {" + place + "}");
    }
    return new MessagePart(
        before,
        Integer.parseInt(place.substring(0, bar)),
        Utf8Text.encode(place.substring(bar + 1, second)),
        Utf8Text.encode(place.substring(second + 1)));
  }

  void append(Utf8Text out, NumberStyle numbers, int decimals, double value) {
    if (one == null || other == null) {
      numbers.append(out, value, decimals);
    } else {
      out.append(value == 1 ? one : other);
    }
  }
}
