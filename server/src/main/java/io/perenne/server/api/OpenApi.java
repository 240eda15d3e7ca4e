// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The description of the API, which also decides what parameters a request may have. */
public final class OpenApi {
  private static final String COMPONENTS = "/components/schemas/";
  private static final String DEFINITIONS = "#/$defs/";

  private final ObjectNode document;

  private OpenApi(ObjectNode document) {
    this.document = document;
  }

  /**
   * Reads the description.
   *
   * @param base what stands before every path
   */
  public static OpenApi read(String base) {
    try (InputStream file =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.yaml"))) {
      ObjectNode document = (ObjectNode) new YAMLMapper().readTree(file);
      document.putArray("servers").addObject().put("url", base + Api.PATH);
      return new OpenApi(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode document() {
    return document;
  }

  /**
   * Returns the query parameters of an operation.
   *
   * @throws IllegalStateException if the description has no such operation
   */
  Set<String> parameters(String method, String path) {
    JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      throw new IllegalStateException("not described: " + method + " " + path);
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode each : operation.path("parameters")) {
      JsonNode parameter = resolved(each);
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }

  /**
   * Returns the schema of an answer by its name, complete in itself.
   *
   * @throws IllegalStateException if there is none
   */
  public ObjectNode schema(String name) {
    ObjectNode schema = part(name);
    if (!schema.has("type")) {
      schema.put("type", "object");
    }
    ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    Deque<JsonNode> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      for (String reference : open.pop().findValuesAsText("$ref")) {
        String other = reference.substring(DEFINITIONS.length());
        if (!definitions.has(other)) {
          ObjectNode definition = part(other);
          definitions.set(other, definition);
          open.push(definition);
        }
      }
    }
    schema.set("$defs", definitions);
    return schema;
  }

  private ObjectNode part(String name) {
    JsonNode found = document.at(COMPONENTS + name);
    if (!found.isObject()) {
      throw new IllegalStateException("no schema " + name);
    }
    String text = found.toString().replace('#' + COMPONENTS, DEFINITIONS);
    try {
      return (ObjectNode) Wire.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
