// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import org.jspecify.annotations.Nullable;

/** A piece of a {@link Template}: fixed words, then at most one argument. */
final class Part {
  static final int NONE = -1;

  final String before;
  final int argument;
  private final @Nullable String one;
  private final @Nullable String other;

  Part(String before, int argument, @Nullable String one, @Nullable String other) {
    this.before = before;
    this.argument = argument;
    this.one = one;
    this.other = other;
  }

  static Part parse(String before, String place) {
    int bar = place.indexOf('|');
    if (bar < 0) {
      return new Part(before, Integer.parseInt(place), null, null);
    }
    int second = place.indexOf('|', bar + 1);
    if (second < 0) {
      throw new IllegalArgumentException("not {n|one|other} in message: {" + place + "}");
    }
    return new Part(
        before,
        Integer.parseInt(place.substring(0, bar)),
        place.substring(bar + 1, second),
        place.substring(second + 1));
  }

  void append(StringBuilder out, NumberStyle numbers, int decimals, double value) {
    if (one == null) {
      numbers.append(out, value, decimals);
    } else {
      out.append(value == 1 ? one : other);
    }
  }
}
