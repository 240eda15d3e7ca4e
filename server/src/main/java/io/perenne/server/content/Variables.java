// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.server.action.GivenKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The variables that may stand in texts. */
public final class Variables {
  /** The file that declares them. */
  static final String FILE = "variables.yaml";

  private final Map<String, Variable> byName;

  private Variables(Map<String, Variable> byName) {
    this.byName = byName;
  }

  /**
   * Reads a file of variables.
   *
   * @param file its name
   * @throws InputException with everything that is wrong with it
   */
  public static Variables read(String file, String text) {
    return new Variables(Map.of()).and(file, text);
  }

  /**
   * Returns these and those of a file; one of the same name takes the place of one of these.
   *
   * @param file its name
   * @throws InputException with everything that is wrong with it
   */
  public Variables and(String file, String text) {
    GivenKeys root = GivenKeys.read(file, text);
    Map<String, Variable> all = new LinkedHashMap<>(byName);
    for (String name : root.names()) {
      if (Template.isName(name)) {
        all.put(name, variable(name, root.below(name)));
      } else {
        root.wrongAt(name, Words.message("variable.name"), name);
      }
    }
    for (String name : all.keySet()) {
      int dot = name.indexOf('.');
      if (dot > 0 && all.containsKey(name.substring(0, dot))) {
        root.wrongAt(name, Words.message("variable.group"), name.substring(0, dot));
      }
    }
    root.finish();
    return new Variables(all);
  }

  private static Variable variable(String name, GivenKeys keys) {
    keys.only("from", "what", "optional", "list", "sample");
    keys.required("from", "");
    Optional<Source> source =
        keys.found(
            "from",
            Words.message("variable.from", String.join(", ", Source.codes())),
            Source::find);
    boolean isOptional = keys.flag("optional");
    Map<Language, String> meanings = both(keys, "what");
    if (!keys.has("list")) {
      return new Variable(
          name,
          source.orElse(Source.SHOP),
          isOptional,
          meanings,
          Set.of(),
          both(keys, "sample"),
          List.of());
    }
    GivenKeys list = keys.below("list");
    for (String field : list.names()) {
      both(list.below(field).only("what"), "what");
    }
    List<Map<String, Map<Language, String>>> rows = new ArrayList<>();
    for (GivenKeys row : keys.groups("sample")) {
      row.only(list.names().toArray(String[]::new));
      Map<String, Map<Language, String>> values = new HashMap<>();
      list.names().forEach(field -> values.put(field, both(row, field)));
      rows.add(values);
    }
    if (rows.isEmpty()) {
      keys.wrongAt("sample", Words.message("variable.rows"), "");
    }
    return new Variable(
        name, source.orElse(Source.SHOP), isOptional, meanings, list.names(), Map.of(), rows);
  }

  /** Reads a text in both languages. */
  private static Map<Language, String> both(GivenKeys keys, String key) {
    GivenKeys given = keys.below(key).only("es", "en");
    Map<Language, String> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      String text = given.text(language.code()).orElse("").strip();
      if (text.isEmpty()) {
        keys.wrongAt(key, Words.message("text.both"), "");
        return texts;
      }
      texts.put(language, text);
    }
    return texts;
  }

  /** Returns all of them, in the order of the file. */
  public Collection<Variable> all() {
    return List.copyOf(byName.values());
  }

  /** Finds the one with a name. */
  public Optional<Variable> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns all names. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * Returns the samples as a template takes them: {@code offer.until} is the entry {@code until} of
   * the map {@code offer}, and a list is a list of maps.
   */
  public Map<String, Object> samples(Language language) {
    Map<String, Object> all = new HashMap<>();
    for (Variable variable : byName.values()) {
      put(all, variable.name(), sample(variable, language));
    }
    return all;
  }

  private static Object sample(Variable variable, Language language) {
    if (!variable.isList()) {
      return Objects.requireNonNull(variable.samples().get(language), variable.name());
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Map<Language, String>> row : variable.rows()) {
      Map<String, Object> values = new HashMap<>();
      row.forEach(
          (field, texts) -> values.put(field, Objects.requireNonNull(texts.get(language), field)));
      rows.add(values);
    }
    return rows;
  }

  /**
   * Returns what texts need and values do not have, in the order of the file: a message is not sent
   * without it. What is optional is not needed, and of a list that is not there is at least one
   * row.
   *
   * @param texts templates
   * @param values as a template takes them
   */
  public List<String> missing(Collection<String> texts, Map<String, Object> values) {
    String all = String.join("\n", texts);
    List<String> missing = new ArrayList<>();
    for (Variable variable : byName.values()) {
      String name = variable.name();
      if (!variable.isOptional()
          && (all.contains("{{" + name + "}}") || all.contains("{{#" + name + "}}"))
          && !isGiven(values, name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static boolean isGiven(Map<?, ?> values, String name) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      return values.get(name.substring(0, dot)) instanceof Map<?, ?> inner
          && isGiven(inner, name.substring(dot + 1));
    }
    Object value = values.get(name);
    return value instanceof Collection<?> rows
        ? !rows.isEmpty()
        : value != null && !value.toString().isBlank();
  }

  /** Puts a value under a name with dots into maps within maps. */
  @SuppressWarnings("unchecked")
  public static void put(Map<String, Object> values, String name, Object value) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      values.put(name, value);
      return;
    }
    Object inner = values.computeIfAbsent(name.substring(0, dot), any -> new HashMap<>());
    put((Map<String, Object>) inner, name.substring(dot + 1), value);
  }
}
