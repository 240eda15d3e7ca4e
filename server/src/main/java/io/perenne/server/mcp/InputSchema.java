// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON schema of a tool's arguments; what it does not name is refused. */
final class InputSchema {
  private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
  private final ObjectNode properties;
  private final ArrayNode required;

  InputSchema() {
    schema.put("type", "object");
    properties = schema.putObject("properties");
    required = schema.putArray("required");
    schema.put("additionalProperties", false);
  }

  private ObjectNode property(String name, String type, String description) {
    return properties.putObject(name).put("type", type).put("description", description);
  }

  /** Adds the run that is asked. */
  InputSchema run() {
    property("run", "string", "The id of a run, from list_runs; the newest if absent.");
    return this;
  }

  InputSchema text(String name, String description) {
    property(name, "string", description).put("minLength", 1).put("maxLength", 254);
    return this;
  }

  InputSchema requiredText(String name, String description) {
    required.add(name);
    return text(name, description);
  }

  InputSchema choice(String name, List<String> choices, String description) {
    ArrayNode values = property(name, "string", description).putArray("enum");
    choices.forEach(values::add);
    return this;
  }

  InputSchema requiredChoice(String name, List<String> choices, String description) {
    required.add(name);
    return choice(name, choices, description);
  }

  InputSchema day(String name, String description) {
    property(name, "string", description).put("pattern", "^\\d{4}-\\d{2}-\\d{2}$");
    return this;
  }

  InputSchema requiredObject(String name, String description) {
    required.add(name);
    property(name, "object", description);
    return this;
  }

  InputSchema number(String name, int most, String description) {
    property(name, "integer", description).put("minimum", 1).put("maximum", most);
    return this;
  }

  ObjectNode schema() {
    return schema;
  }
}
