// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
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
    flatten("", object, DEPTH, values);
    return values;
  }

  private static void flatten(
      String prefix, JsonNode object, int depth, Map<String, String> values) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String path = prefix + member.getKey();
      JsonNode value = member.getValue();
      if (value.isObject() && !value.isEmpty() && depth > 1) {
        flatten(path + ".", value, depth - 1, values);
      } else {
        values.put(
            path, value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString());
      }
    }
  }
}
