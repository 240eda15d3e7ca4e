// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A nested JSON object as columns: {@code properties.total} is the member {@code total} of the
 * member {@code properties}. Arrays are one text; a table has no place for their elements.
 */
public final class JsonPaths {

  private static final int DEPTH = 8;

  private JsonPaths() {}

  /**
   * The values of an object by their paths, in the order in which they stand; empty for null.
   *
   * @param object a JSON object; of any other value nothing is found
   */
  public static Map<String, String> flatten(JsonNode object) {
    Map<String, String> values = new LinkedHashMap<>();
    values(object).forEach((path, value) -> values.put(name(path), value));
    return values;
  }

  /** The values of an object like {@link #flatten}, by the keys that lead to them. */
  public static Map<List<String>, String> values(JsonNode object) {
    Map<List<String>, String> values = new LinkedHashMap<>();
    addValues(List.of(), object, values);
    return values;
  }

  /** What a path is called: its keys with points between. */
  public static String name(List<String> path) {
    return String.join(".", path);
  }

  private static void addValues(
      List<String> above, JsonNode object, Map<List<String>, String> values) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      List<String> path = new ArrayList<>(above);
      path.add(member.getKey());
      JsonNode value = member.getValue();
      if (value.isObject() && !value.isEmpty() && path.size() < DEPTH) {
        addValues(path, value, values);
      } else {
        values.put(
            List.copyOf(path),
            value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString());
      }
    }
  }
}
