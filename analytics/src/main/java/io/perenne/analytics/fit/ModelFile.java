// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A fitted model as a JSON file. Every layout ever written can be read. */
public final class ModelFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private ModelFile() {}

  /** Returns the model as JSON text. */
  public static String toJson(FittedModel model) {
    try {
      return JSON.writeValueAsString(model) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a model to a file. */
  public static void write(FittedModel model, Path file) {
    try {
      Files.writeString(file, toJson(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model from a file.
   *
   * @throws InputException if it is no model, or of a layout that this program does not know
   */
  public static FittedModel read(Path file) {
    try {
      JsonNode document = JSON.readTree(file.toFile());
      int format = document.path("format").asInt();
      if (format < 1 || format > FittedModel.FORMAT) {
        throw refusal(file, "not a model in a format this version knows", "format " + format, null);
      }
      return JSON.treeToValue(document, FittedModel.class);
    } catch (JsonProcessingException e) {
      throw refusal(file, "not a model", e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputException refusal(
      Path file, String what, String value, @Nullable Exception cause) {
    InputException refusal =
        new InputException(
            Problem.of(what)
                .withWhere(file.toString())
                .withValue(value)
                .withRemedy("make one with perenne fit --save"));
    if (cause != null) {
      refusal.initCause(cause);
    }
    return refusal;
  }
}
