// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One key of a YAML document with its value as it was written.
 *
 * @param key groups joined by dots
 * @param value the text of a scalar, or the elements of a list joined by commas
 * @param line the line of the value, from 1
 */
record YamlEntry(String key, String value, int line) {

  /** The document is YAML, but not groups of keys with values. */
  static final class ShapeException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Message what;
    private final int line;

    ShapeException(Message what, int line) {
      super(what.toString());
      this.what = what;
      this.line = line;
    }

    Message what() {
      return what;
    }

    int line() {
      return line;
    }
  }

  /** Returns the entries of a document in the order in which they stand. */
  static List<YamlEntry> readAll(String document) throws IOException {
    List<YamlEntry> entries = new ArrayList<>();
    try (JsonParser parser = new YAMLFactory().createParser(document)) {
      JsonToken first = parser.nextToken();
      if (first == null || (first == JsonToken.VALUE_NULL && parser.nextToken() == null)) {
        return entries; // empty, or nothing but comments
      }
      if (first != JsonToken.START_OBJECT) {
        throw new ShapeException(Texts.message("problem.yaml.no-keys"), line(parser));
      }
      readGroup(parser, new ArrayDeque<>(), entries);
      if (parser.nextToken() != null) {
        throw new ShapeException(Texts.message("problem.yaml.second-document"), line(parser));
      }
    }
    return entries;
  }

  private static void readGroup(JsonParser parser, Deque<String> path, List<YamlEntry> entries)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      path.addLast(parser.currentName());
      JsonToken value = parser.nextToken();
      int line = line(parser);
      switch (value) {
        case START_OBJECT -> readGroup(parser, path, entries);
        case START_ARRAY -> entries.add(new YamlEntry(key(path), readList(parser), line));
        default -> entries.add(new YamlEntry(key(path), scalar(parser, value), line));
      }
      path.removeLast();
    }
  }

  private static String readList(JsonParser parser) throws IOException {
    List<String> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token.isStructStart()) {
        throw new ShapeException(Texts.message("problem.yaml.list"), line(parser));
      }
      elements.add(scalar(parser, token));
    }
    return String.join(", ", elements);
  }

  private static String scalar(JsonParser parser, JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NULL ? "" : parser.getText();
  }

  private static String key(Deque<String> path) {
    return String.join(".", path);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
