// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON, read by name without regard to the case of letters. A value of an unexpected
 * kind counts as absent; nothing here throws on what somebody has sent.
 */
public final class Fields {
  /** An object without fields. */
  public static final Fields NONE = new Fields(Map.of());

  private static final int MOST_DIGITS = 30;

  private final Map<String, @Nullable Object> values;
  private final Map<String, String> names;

  private Fields(Map<String, @Nullable Object> values) {
    this.values = values;
    names =
        values.keySet().stream()
            .collect(Collectors.toMap(Fields::small, Function.identity(), (one, other) -> other));
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the fields of an object; none if it is something else. */
  public static Fields of(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> object) || object.isEmpty()) {
      return NONE;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    object.forEach((name, value) -> values.put(String.valueOf(name), value));
    return new Fields(values);
  }

  /** Returns all names and values, as they were sent. */
  public Map<String, @Nullable Object> values() {
    return new LinkedHashMap<>(values);
  }

  /** Returns whether nothing was sent. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  private @Nullable Object value(String name) {
    String sent = names.get(small(name));
    return sent == null ? null : values.get(sent);
  }

  /** Returns whether a field was sent, if only to say that there is no value any more. */
  public boolean has(String name) {
    return names.containsKey(small(name));
  }

  /** Returns a text or a number as a text, without white space around it; empty if it is blank. */
  public Optional<String> text(String name) {
    Object value = value(name);
    return value instanceof String || value instanceof Number
        ? Optional.of(plain(value).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private static String plain(Object value) {
    // an id that a program keeps as a number is 12345678, not 1.2345678E7
    return value instanceof Double || value instanceof Float
        ? decimal(value.toString()).map(Fields::plain).orElse(value.toString())
        : value.toString();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? number.toBigInteger().toString()
        : number.toPlainString();
  }

  /** Returns a number, or a text that is one with a decimal point, such as {@code "19.90"}. */
  public Optional<BigDecimal> number(String name) {
    Object value = value(name);
    return value instanceof Number || value instanceof String
        ? decimal(value.toString().strip())
        : Optional.empty();
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      boolean sane = Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS;
      return sane && number.scale() <= MOST_DIGITS ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns an object within; one without fields if there is none. */
  public Fields object(String name) {
    return of(value(name));
  }

  /** Returns the objects of a list; none if there is no list. */
  public List<Fields> objects(String name) {
    return value(name) instanceof List<?> list
        ? list.stream().filter(each -> each instanceof Map).map(Fields::of).toList()
        : List.of();
  }

  /**
   * Returns these fields over others: an object within is put together, any other value replaces.
   */
  public Fields over(Fields others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<String, @Nullable Object> merged = others.values();
    values.forEach(
        (name, value) -> {
          String known = others.names.getOrDefault(small(name), name);
          boolean both = value instanceof Map && merged.get(known) instanceof Map;
          merged.put(known, both ? of(value).over(of(merged.get(known))).values : value);
        });
    return new Fields(merged);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fields fields && values.equals(fields.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
