// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.mcp;

import io.perenne.clv.words.Language;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a tool was called with, which its schema has let through.
 *
 * @param given by name
 * @param language of the answer
 */
record Arguments(Map<String, Object> given, Language language) {
  /** What may be a part of an e-mail address, and is not recorded. */
  private static final String TEXT = "text";

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
