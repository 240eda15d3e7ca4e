// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON of strangers: no deeper than 32 levels, no longer than its text, each text such that any
 * database keeps it.
 */
public final class Json {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 100;
  private static final char REPLACEMENT = '\uFFFD';
  private static final JavaType OBJECT =
      TypeFactory.defaultInstance()
          .constructMapType(LinkedHashMap.class, String.class, Object.class);

  private static final JsonMapper MAPPER = mapper(LONGEST_NUMBER);

  /** What was written out may be longer than it came, by its exponent. */
  private static final JsonMapper OWN = mapper(3 * LONGEST_NUMBER);

  private Json() {}

  private static JsonMapper mapper(int longestNumber) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(longestNumber)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .build();
  }

  /** Returns the object that a text is; empty if it is none, or not JSON at all. */
  public static Optional<Map<String, @Nullable Object>> object(byte[] text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return object(parser);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the object that a text is; empty if it is none, or not JSON at all. */
  public static Optional<Map<String, @Nullable Object>> object(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return object(parser);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<String, @Nullable Object>> object(JsonParser parser)
      throws IOException {
    @Nullable Object value = MAPPER.readValue(parser, Object.class);
    return value instanceof Map<?, ?> map ? Optional.of(storable(map)) : Optional.empty();
  }

  /** Returns a value that our own {@link #text} has written. */
  public static Map<String, @Nullable Object> own(String text) {
    try {
      return OWN.readValue(text, OBJECT);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a value as JSON. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, @Nullable Object> storable(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
    map.forEach((name, value) -> copy.put(storable(String.valueOf(name)), storableValue(value)));
    return copy;
  }

  private static @Nullable Object storableValue(@Nullable Object value) {
    if (value instanceof String text) {
      return storable(text);
    }
    if (value instanceof BigDecimal number && Math.abs((long) number.scale()) > LONGEST_NUMBER) {
      return number.toString(); // 1e999999999 written out would be longer than memory
    }
    if (value instanceof Map<?, ?> map) {
      return storable(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(each -> copy.add(storableValue(each)));
      return copy;
    }
    return value;
  }

  /** PostgreSQL keeps no zero, and UTF-8 no half of a pair. */
  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == 0 || Character.isSurrogate(each)) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
