// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JSON as Perenne writes and reads it: indented, dates and instants in ISO 8601, messages written
 * out as {@link RunDocument.Text}, and nothing missing that a document has to have.
 */
public final class Json {
  private static final JsonMapper LENIENT = JsonMapper.builder().build();

  private static final Json DOCUMENTS =
      new Json(
          JsonMapper.builder()
              .addModule(new JavaTimeModule())
              .addModule(new SimpleModule("messages").addSerializer(Message.class, new Sentences()))
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build());

  private final JsonMapper mapper;

  private Json(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns the form of the documents of a home. */
  public static Json documents() {
    return DOCUMENTS;
  }

  /** Returns this form with the constants of enumerations in lower case. */
  public Json withLowerCaseEnums() {
    return new Json(mapper.rebuild().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build());
  }

  /** Returns this form without the fields that are null. */
  public Json withoutNulls() {
    JsonInclude.Value nonNull =
        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL);
    return new Json(mapper.rebuild().defaultPropertyInclusion(nonNull).build());
  }

  /** Returns this form with null for what is absent or, as JSON has no NaN, not a number. */
  public Json withNullForAbsence() {
    SimpleModule absences = new SimpleModule("absences");
    absences.addSerializer(Double.class, new Numbers());
    absences.addSerializer(double.class, new Numbers());
    absences.addSerializer(Optional.class, new Optionals());
    return new Json(mapper.rebuild().addModule(absences).build());
  }

  /** Returns a value as text, without a line end after it. */
  public String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not writable as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads a document. A component of a record is missing if it is neither there nor {@code
   * Nullable}.
   *
   * @param what what a refusal says first, as in {@code a model cannot be read}
   * @param remedy what it says to do
   * @throws InputException if the file is missing, not readable, not JSON, not of this type or
   *     incomplete; it names the file and, where it is known, the line
   */
  public <T> T read(Path file, Class<T> type, Message what, Message remedy) {
    Problem problem = Problem.of(what).withWhere(file.toString()).withRemedy(remedy);
    try {
      T value = mapper.readValue(Files.readString(file), type);
      String missing = MissingParts.of(value);
      if (!missing.isEmpty()) {
        throw new InputException(problem.withValue(Texts.message("problem.json.without", missing)));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InputException(where(problem, file, e).withValue(reason(e)), e);
    } catch (IOException e) {
      throw new InputException(problem.withValue(reason(e)), e);
    }
  }

  /** Returns a value that {@link #write} made a text of; empty if the text is of no such value. */
  public <T> Optional<T> read(String text, Class<T> type) {
    try {
      return Optional.of(mapper.readValue(text, type))
          .filter(value -> MissingParts.of(value).isEmpty());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Problem where(Problem problem, Path file, JsonProcessingException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? problem
        : problem.withWhere(
            Texts.message("problem.line", file.toString(), "" + e.getLocation().getLineNr()));
  }

  private static Message reason(IOException e) {
    if (e instanceof JsonEOFException) {
      return Texts.message("problem.json.cut");
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return Texts.message("problem.json.value", path(mapping));
    }
    if (e instanceof JsonProcessingException) {
      return Texts.message("problem.json.form");
    }
    if (e instanceof NoSuchFileException) {
      return Texts.message("problem.file.none");
    }
    return Texts.message(
        e instanceof java.nio.charset.CharacterCodingException
            ? "problem.file.not-utf8"
            : "problem.file.unreadable");
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining("."));
  }

  /** Returns the tree of a text; a missing node if it is not JSON. */
  public static JsonNode parse(String text) {
    try {
      return LENIENT.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns a new object without any field. */
  public static ObjectNode object() {
    return LENIENT.createObjectNode();
  }

  private static final class Sentences extends JsonSerializer<Message> {
    @Override
    public void serialize(Message value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(RunDocument.Text.of(value), out);
    }
  }

  private static final class Numbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
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
