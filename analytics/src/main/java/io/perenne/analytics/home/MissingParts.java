// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a record that was read from a file does not have although it must. */
final class MissingParts {
  private MissingParts() {}

  /**
   * Returns the path of the first component that is null and not {@link Nullable}, as in {@code
   * model.parameters}; empty if there is none.
   */
  static String of(@Nullable Object value) {
    return value == null ? "content" : within(value, "");
  }

  private static String within(Object value, String path) {
    if (value instanceof Record part && part.getClass().getName().startsWith("io.perenne.")) {
      return withinRecord(part, path);
    }
    Iterable<?> parts =
        value instanceof List<?> list
            ? list
            : value instanceof Map<?, ?> map ? map.values() : List.of();
    for (Object part : parts) {
      String missing = part == null ? path + "value" : within(part, path);
      if (!missing.isEmpty()) {
        return missing;
      }
    }
    return "";
  }

  private static String withinRecord(Record value, String path) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = part(value, component);
      String name = path + component.getName();
      if (part == null) {
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          return name;
        }
        continue;
      }
      String missing = within(part, name + ".");
      if (!missing.isEmpty()) {
        return missing;
      }
    }
    return "";
  }

  private static @Nullable Object part(Record value, RecordComponent component) {
    try {
      component.getAccessor().trySetAccessible();
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("unreadable component " + component, e);
    }
  }
}
