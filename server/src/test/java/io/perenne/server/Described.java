// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;

/** What the description of the API says that answers look like. */
final class Described {
  private final ObjectNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Reads the description that a server answers with. */
  Described(Program program) throws IOException {
    document = (ObjectNode) Program.json(program.get("/api/v1/openapi.json"));
  }

  JsonNode document() {
    return document;
  }

  /** Requires that an answer is one of those described for an operation, and valid. */
  void require(String method, String path, HttpResponse<String> answer) throws IOException {
    JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    assertThat(operation.isObject()).as("%s %s is described", method, path).isTrue();
    JsonNode responses = operation.path("responses");
    String status = Integer.toString(answer.statusCode());
    JsonNode response =
        resolved(responses.has(status) ? responses.path(status) : responses.path("default"));
    String type =
        answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0].strip();
    JsonNode content = response.path("content").path(type);
    assertThat(content.isObject())
        .as("%s %s answers %s %s: %s", method, path, status, type, answer.body())
        .isTrue();
    if (type.endsWith("json")) {
      require(content.path("schema"), Program.json(answer), method + " " + path + " " + status);
    }
  }

  /** Requires that a value is as a schema of the document says. */
  void require(JsonNode schema, JsonNode value, String what) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    assertThat(schemas.getSchema(whole).validate(value)).as(what).isEmpty();
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
