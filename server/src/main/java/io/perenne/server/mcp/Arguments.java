// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Change;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a tool was called with, which its schema has let through.
 *
 * @param given by name
 * @param language of the answer
 * @param who calls
 */
record Arguments(Map<String, Object> given, Language language, Change who) {
  /** What may be a part of an e-mail address, and is not recorded. */
  private static final String TEXT = "text";

  private static final ObjectMapper JSON = new ObjectMapper();

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(Object::toString);
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("the schema requires " + name));
  }

  /** Returns the run that is named, else the newest. */
  String run() {
    return text("run").orElse("latest");
  }

  /** Returns an argument as JSON. */
  JsonNode json(String name) {
    return JSON.valueToTree(given.get(name));
  }

  int number(String name, int otherwise) {
    return given.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  /** Returns the arguments as the record of changes keeps them. */
  String recorded() {
    return new TreeMap<>(given)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + (each.getKey().equals(TEXT) ? "…" : each.getValue()))
            .collect(Collectors.joining("; "));
  }
}
