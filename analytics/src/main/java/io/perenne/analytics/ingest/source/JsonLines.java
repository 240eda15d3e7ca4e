// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.text.Content;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * JSON that is not one object a line, written so: an array of objects, objects spread over lines,
 * and an answer of an API, {@code {"orders": [ … ]}}. It streams; line numbers of rejects are the
 * places of the objects, from 1.
 */
final class JsonLines {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern NAME = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.(gz|zst))?");
  private static final String ENDING = ".jsonl";

  /** What APIs call the list of what was asked for. */
  private static final List<String> LISTS =
      List.of(
          "orders",
          "data",
          "results",
          "items",
          "records",
          "rows",
          "customers",
          "events",
          "transactions",
          "payments",
          "sales",
          "pedidos",
          "clientes",
          "ventas",
          "value",
          "hits");

  private JsonLines() {}

  /** Returns whether a file is named like JSON. */
  static boolean isNamed(Path path) {
    return NAME.matcher(path.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns whether a file was written by {@link #write}. */
  static boolean isWritten(Path path) {
    return path.getFileName().toString().endsWith(ENDING);
  }

  /** Returns whether the text of a JSON file begins otherwise than with one object a line. */
  static boolean isNeeded(Path path, byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    String start = (text.startsWith("\ufeff") ? text.substring(1) : text).stripLeading();
    if (!isNamed(path) || !(start.startsWith("[") || start.startsWith("{"))) {
      return false;
    }
    String first = start.lines().findFirst().orElse("");
    return start.startsWith("[")
        || !first.stripTrailing().endsWith("}")
        || list(read(first)).isPresent();
  }

  private static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /** The rows of an answer: the only list of objects among its members that has a usual name. */
  private static Optional<JsonNode> list(JsonNode object) {
    return LISTS.stream()
        .filter(name -> object.path(name).isArray() && object.path(name).path(0).isObject())
        .filter(name -> object.size() <= 4)
        .map(object::path)
        .findFirst();
  }

  /**
   * Writes one object a line.
   *
   * @param raw the file, perhaps packed
   * @return a new file in {@code folder}
   * @throws InputException if it is no JSON
   */
  static Path write(Path shown, Path raw, Path folder) {
    try (InputStream in = Content.of(raw).open()) {
      Path lines = Files.createTempFile(folder, "objects-", ENDING);
      try (BufferedWriter out = Files.newBufferedWriter(lines);
          MappingIterator<JsonNode> objects = MAPPER.readerFor(JsonNode.class).readValues(in)) {
        while (objects.hasNextValue()) {
          JsonNode object = objects.nextValue();
          for (JsonNode row : list(object).orElse(MAPPER.createArrayNode().add(object))) {
            out.write(row.toString());
            out.write('\n');
          }
        }
      }
      return lines;
    } catch (JsonProcessingException e) {
      throw InputException.of(
          shown,
          Texts.message(
              "problem.json.broken", "" + e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw Content.refusal(shown, e);
    }
  }
}
