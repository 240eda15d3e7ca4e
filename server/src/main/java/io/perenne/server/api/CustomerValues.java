// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.datamodel.DatamodelColumn;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;

/** The values of a customer under the names of the contract file, each as what it is. */
final class CustomerValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CustomerValues() {}

  /** Returns the columns of the contract and the extended ones that a row has. */
  static ObjectNode of(Map<String, String> row) {
    ObjectNode values = NODES.objectNode();
    Stream.concat(DatamodelColumn.contract().stream(), DatamodelColumn.extended().stream())
        .filter(column -> row.containsKey(column.name()))
        .forEach(
            column ->
                values.set(column.name(), value(column, row.getOrDefault(column.name(), ""))));
    return values;
  }

  private static JsonNode value(DatamodelColumn column, String text) {
    if (text.isEmpty()) {
      return NODES.nullNode();
    }
    return switch (column.type().kind()) {
      case DECIMAL -> DecimalNode.valueOf(new BigDecimal(text));
      case INTEGER -> NODES.numberNode(Long.parseLong(text));
      case BOOLEAN -> NODES.booleanNode(text.equals("true"));
      case TIMESTAMP -> NODES.textNode(text.replace(' ', 'T'));
      case TEXT, EMAIL, DATE -> NODES.textNode(text);
    };
  }
}
