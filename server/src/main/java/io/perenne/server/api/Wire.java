// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * JSON as the API writes and reads it: names in snake case, dates and instants in ISO 8601, texts
 * in the reader's language, null for what is absent or not a number.
 */
final class Wire {
  private static final JsonMapper SPANISH = mapper(Language.ES);
  private static final JsonMapper ENGLISH = mapper(Language.EN);

  /** Names stay as they are. */
  private static final JsonMapper SENT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Wire() {}

  private static JsonMapper mapper(Language language) {
    SimpleModule texts =
        new SimpleModule("texts")
            .addSerializer(RunDocument.Text.class, written(language, RunDocument.Text::in))
            .addSerializer(Message.class, written(language, Message::in))
            .addSerializer(Instant.class, ToStringSerializer.instance)
            .addSerializer(Double.class, new Numbers())
            .addSerializer(double.class, new Numbers())
            .addSerializer(OptionalDouble.class, new Doubles())
            .addSerializer(OptionalLong.class, new Longs())
            .addSerializer(Optional.class, new Optionals());
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(texts)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // ten thousand is 10000.00, not 1E+4
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .build();
  }

  private static JsonMapper in(Language language) {
    return language == Language.ES ? SPANISH : ENGLISH;
  }

  /** Returns a value as JSON. */
  static JsonNode tree(Object value, Language language) {
    return in(language).valueToTree(value);
  }

  /** Returns a value that is an object as JSON. */
  static ObjectNode object(Object value, Language language) {
    return in(language).valueToTree(value);
  }

  static String text(JsonNode tree) {
    try {
      return ENGLISH.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a value of a stranger as JSON: no name in it is changed. */
  static JsonNode asSent(Object value) {
    return SENT.valueToTree(value);
  }

  /** Returns the JSON that a stranger has sent; a text if it was none. */
  static JsonNode asSent(String text) {
    try {
      return SENT.readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /** Returns the tree of a text. */
  static JsonNode parse(byte[] text) throws IOException {
    return ENGLISH.readTree(text);
  }

  /** Returns a value that JSON tells of. */
  static <T> T value(JsonNode tree, Class<T> type) throws JsonProcessingException {
    return ENGLISH.treeToValue(tree, type);
  }

  private static <T> JsonSerializer<T> written(
      Language language, BiFunction<T, Language, String> text) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(text.apply(value, language));
      }
    };
  }

  private static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }

  private static final class Numbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      number(value, out);
    }
  }

  private static final class Doubles extends JsonSerializer<OptionalDouble> {
    @Override
    public void serialize(OptionalDouble value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      number(value.orElse(Double.NaN), out);
    }
  }

  private static final class Longs extends JsonSerializer<OptionalLong> {
    @Override
    public void serialize(OptionalLong value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsLong());
      } else {
        out.writeNull();
      }
    }
  }

  @SuppressWarnings("rawtypes") // as the serializer is found by its raw class
  private static final class Optionals extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
