// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads back what {@code toFields} wrote, whatever kinds of numbers a store has made of it. */
final class Stored {
  private Stored() {}

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static @Nullable Object get(List<?> list, int place) {
    return place < list.size() ? list.get(place) : null;
  }

  static long number(List<?> list, int place) {
    return get(list, place) instanceof Number number ? number.longValue() : 0;
  }

  static String text(List<?> list, int place) {
    return get(list, place) instanceof String text ? text : "";
  }

  static boolean flag(List<?> list, int place) {
    return Boolean.TRUE.equals(get(list, place));
  }

  static Stamp stamp(List<?> list) {
    return new Stamp(number(list, 0), number(list, 1));
  }

  /** Walks over an object of JSON. */
  static void each(@Nullable Object object, BiConsumer<String, @Nullable Object> taker) {
    if (object instanceof Map<?, ?> map) {
      map.forEach((name, value) -> taker.accept(String.valueOf(name), value));
    }
  }
}
