// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perenne.analytics.ingest.column.TimeShape;
import io.perenne.analytics.ingest.meaning.StatusClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a profile from YAML. A key that is not known, or a value of the wrong form, is a mistake of
 * whoever wrote the file and stops the reading with the place.
 */
final class ProfileFile {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Set<String> KEYS =
      Set.of(
          "title",
          "kind",
          "sources",
          "recognise",
          "fields",
          "amounts",
          "less",
          "statuses",
          "rows",
          "guests",
          "dates",
          "zone",
          "currency",
          "remedy",
          "notes");

  private final String name;
  private final JsonNode root;

  private ProfileFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /**
   * Reads a profile.
   *
   * @throws IllegalArgumentException if the text is no profile
   */
  static Profile read(String name, String yaml) {
    try {
      return new ProfileFile(name, YAML.readTree(yaml)).profile();
    } catch (IOException e) {
      throw new IllegalArgumentException("profile " + name + ": " + e.getMessage(), e);
    }
  }

  private Profile profile() {
    requireKeys(root, KEYS, "");
    return new Profile(
        name,
        text(root.get("title"), "title"),
        word(Profile.Kind.class, "kind").orElse(Profile.Kind.TRANSACTIONS),
        texts(root.get("sources")),
        signatures(),
        fields(),
        word(Profile.AmountScope.class, "amounts").orElse(Profile.AmountScope.ROW),
        texts(root.get("less")),
        statuses(),
        rowTypes(),
        Set.copyOf(texts(root.get("guests"))),
        word(TimeShape.Order.class, "dates"),
        optional("zone"),
        optional("currency"),
        root.has("remedy") ? Optional.of(text(root.get("remedy"), "remedy")) : Optional.empty(),
        notes());
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("profile " + name + ": " + what);
  }

  private void requireKeys(JsonNode node, Set<String> known, String where) {
    if (!node.isObject()) {
      throw wrong(where + ": not a map");
    }
    Set<String> unknown = new HashSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw wrong(where + " unknown keys " + unknown);
    }
  }

  private Optional<String> optional(String key) {
    return Optional.ofNullable(root.get(key)).map(JsonNode::asText);
  }

  private <E extends Enum<E>> Optional<E> word(Class<E> type, String key) {
    return optional(key)
        .map(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** One text or a list of texts; nothing is an empty list. */
  private List<String> texts(@Nullable JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    if (node.isValueNode()) {
      texts.add(node.asText());
      return texts;
    }
    if (!node.isArray()) {
      throw wrong("neither a text nor a list: " + node);
    }
    node.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private Text text(@Nullable JsonNode node, String where) {
    if (node == null) {
      throw wrong(where + " is missing");
    }
    if (node.isTextual()) {
      return new Text(Map.of("en", node.asText()));
    }
    Map<String, String> byLanguage = new HashMap<>();
    node.properties().forEach(entry -> byLanguage.put(entry.getKey(), entry.getValue().asText()));
    return new Text(byLanguage);
  }

  private List<Text> notes() {
    List<Text> notes = new ArrayList<>();
    if (root.has("notes")) {
      root.get("notes").forEach(note -> notes.add(text(note, "notes")));
    }
    return notes;
  }

  private List<Signature> signatures() {
    List<Signature> signatures = new ArrayList<>();
    if (!root.has("recognise")) {
      throw wrong("recognise is missing");
    }
    root.get("recognise").forEach(node -> signatures.add(signature(node)));
    return signatures;
  }

  private Signature signature(JsonNode node) {
    requireKeys(node, Set.of("columns", "absent", "widths", "values", "text"), "recognise");
    if (node.has("text")) {
      return new Signature.Content(node.get("text").asText());
    }
    if (node.has("columns")) {
      return new Signature.Columns(texts(node.get("columns")), texts(node.get("absent")));
    }
    Map<Integer, Pattern> values = new HashMap<>();
    node.get("values")
        .properties()
        .forEach(
            entry ->
                values.put(
                    Integer.parseInt(entry.getKey()), Pattern.compile(entry.getValue().asText())));
    return new Signature.Shape(
        texts(node.get("widths")).stream().map(Integer::valueOf).toList(), values);
  }

  private Map<String, FieldColumns> fields() {
    Map<String, FieldColumns> fields = new LinkedHashMap<>();
    if (root.has("fields")) {
      root.get("fields")
          .properties()
          .forEach(entry -> fields.put(entry.getKey(), columns(entry.getValue())));
    }
    return fields;
  }

  private FieldColumns columns(JsonNode node) {
    if (!node.isObject()) {
      return new FieldColumns(FieldColumns.Choice.FIRST_PRESENT, texts(node));
    }
    requireKeys(node, Set.of("first-filled", "joined"), "fields");
    return node.has("joined")
        ? new FieldColumns(FieldColumns.Choice.JOINED, texts(node.get("joined")))
        : new FieldColumns(FieldColumns.Choice.FIRST_FILLED, texts(node.get("first-filled")));
  }

  private StatusRules statuses() {
    JsonNode node = root.get("statuses");
    if (node == null) {
      return StatusRules.NONE;
    }
    Set<String> keys = new HashSet<>(Set.of("columns", "filled"));
    Map<String, StatusClass> words = new HashMap<>();
    for (StatusClass status : StatusClass.values()) {
      keys.add(status.key());
      texts(node.get(status.key())).forEach(word -> words.put(word, status));
    }
    requireKeys(node, keys, "statuses");
    return new StatusRules(texts(node.get("columns")), words, texts(node.get("filled")));
  }

  private RowTypes rowTypes() {
    JsonNode node = root.get("rows");
    if (node == null) {
      return RowTypes.NONE;
    }
    requireKeys(node, Set.of("column", "sale", "refund", "ignored", "others"), "rows");
    String others = node.path("others").asText("ignored");
    if (!Set.of("ignored", "unknown").contains(others)) {
      throw wrong("rows: others is neither ignored nor unknown: " + others);
    }
    return new RowTypes(
        Optional.of(node.get("column").asText()),
        texts(node.get("sale")),
        texts(node.get("refund")),
        texts(node.get("ignored")),
        others.equals("ignored"));
  }
}
