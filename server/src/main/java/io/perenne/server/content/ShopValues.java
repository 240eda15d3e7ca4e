// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import io.perenne.server.action.GivenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the shop writes once for all its messages: its own name and telephone, its story, and what
 * each action offers. What it has not written is missing, and a message that needs it is not sent.
 */
public final class ShopValues {
  /** The file of a home, beside its contents. */
  public static final String FILE = "values.yaml";

  private static final String ACTIONS = "actions";
  private static final String DAYS = "days";
  private static final int MOST_DAYS = 365;
  private static final String UNTIL = ".until";

  /** What an action offers: its values, and for how many days from when it is sent. */
  private record Offer(Map<String, Map<Language, Object>> values, Optional<Integer> days) {}

  private final Map<String, Map<Language, Object>> values;
  private final Map<String, Offer> offers;
  private final Set<String> ends;

  private ShopValues(
      Map<String, Map<Language, Object>> values, Map<String, Offer> offers, Set<String> ends) {
    this.values = values;
    this.offers = offers;
    this.ends = ends;
  }

  /**
   * Reads the file of a home; without one nothing is given.
   *
   * @throws InputException with everything that is wrong with it
   */
  public static ShopValues of(Path home, Variables variables) {
    Path file = Contents.folder(home).resolve(FILE);
    return Files.exists(file)
        ? read(GivenKeys.read(file), variables)
        : new ShopValues(Map.of(), Map.of(), Set.of());
  }

  /** Returns those of a shop that does not exist, for previews and to copy. */
  public static ShopValues example(Variables variables) {
    return read(FILE, Contents.resource(FILE).orElseThrow(), variables);
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name
   * @throws InputException with everything that is wrong with it
   */
  public static ShopValues read(String file, String text, Variables variables) {
    return read(GivenKeys.read(file, text), variables);
  }

  private static ShopValues read(GivenKeys root, Variables variables) {
    Map<String, Map<Language, Object>> values = new HashMap<>();
    Map<String, Offer> offers = new HashMap<>();
    for (String name : root.names()) {
      if (!name.equals(ACTIONS)) {
        value(root, name, Set.of(Source.SHOP), variables).ifPresent(each -> values.put(name, each));
      }
    }
    GivenKeys all = root.below(ACTIONS);
    for (String action : all.names()) {
      if (GivenKeys.isId(action)) {
        offers.put(action, offer(all.below(action), variables));
      } else {
        all.wrongAt(action, Words.message("value.action"), action);
      }
    }
    root.finish();
    Set<String> ends = new TreeSet<>(variables.names());
    ends.removeIf(
        name ->
            !name.endsWith(UNTIL)
                || variables.find(name).filter(each -> each.source() == Source.ACTION).isEmpty());
    return new ShopValues(values, offers, ends);
  }

  private static Offer offer(GivenKeys keys, Variables variables) {
    Map<String, Map<Language, Object>> values = new HashMap<>();
    Optional<Integer> days = keys.whole(DAYS, 1, MOST_DAYS);
    for (String name : keys.names()) {
      if (!name.equals(DAYS)) {
        value(keys, name, Set.of(Source.SHOP, Source.ACTION), variables)
            .ifPresent(each -> values.put(name, each));
        if (name.endsWith(UNTIL) && days.isPresent()) {
          keys.wrongAt(name, Words.message("value.until"), "");
        }
      }
    }
    return new Offer(values, days);
  }

  /** Reads the value of a variable, which has to be of one of some sources. */
  private static Optional<Map<Language, Object>> value(
      GivenKeys keys, String name, Set<Source> sources, Variables variables) {
    Optional<Variable> known = variables.find(name);
    if (known.filter(each -> sources.contains(each.source())).isEmpty()) {
      List<String> possible =
          variables.all().stream()
              .filter(each -> sources.contains(each.source()))
              .map(Variable::name)
              .toList();
      keys.wrongOf(
          name,
          Words.message(sources.contains(Source.ACTION) ? "value.unknown.action" : "value.unknown"),
          name,
          possible);
      return Optional.empty();
    }
    return Optional.of(
        known.get().isList() ? rows(keys, name, known.get()) : texts(keys, name, name));
  }

  private static Map<Language, Object> rows(GivenKeys keys, String name, Variable variable) {
    Map<Language, Object> rows = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      rows.put(language, new ArrayList<Map<String, Object>>());
    }
    List<GivenKeys> given = keys.groups(name);
    for (GivenKeys row : given) {
      row.only(variable.fields().toArray(String[]::new));
      Map<Language, Map<String, Object>> filled = new EnumMap<>(Language.class);
      for (String field : variable.fields()) {
        texts(row, field, name + "." + field)
            .forEach(
                (language, text) ->
                    filled.computeIfAbsent(language, any -> new HashMap<>()).put(field, text));
      }
      filled.forEach((language, fields) -> add(rows, language, fields));
    }
    if (given.isEmpty()) {
      keys.wrongAt(name, Words.message("variable.rows"), "");
    }
    return rows;
  }

  @SuppressWarnings("unchecked")
  private static void add(
      Map<Language, Object> rows, Language language, Map<String, Object> fields) {
    ((List<Map<String, Object>>) Objects.requireNonNull(rows.get(language))).add(fields);
  }

  /** Reads a text that is the same in both languages, or one of each. */
  private static Map<Language, Object> texts(GivenKeys keys, String key, String name) {
    Map<Language, Object> texts = new EnumMap<>(Language.class);
    boolean isOne = keys.tree(key).filter(tree -> !(tree instanceof Map)).isPresent();
    GivenKeys given =
        isOne
            ? keys
            : keys.below(key)
                .only(Arrays.stream(Language.values()).map(Language::code).toArray(String[]::new));
    for (Language language : Language.values()) {
      String text = given.text(isOne ? key : language.code()).orElse("").strip();
      if (text.isEmpty()) {
        keys.wrongAt(key, Words.message("value.both"), "");
        return texts;
      }
      if (text.contains("{{") || text.contains("}}")) {
        keys.wrongAt(key, Words.message("value.plain"), text);
        return texts;
      }
      if (name.endsWith(".web") && !Template.checkLink(keys, key, text)) {
        return texts;
      }
      texts.put(language, text);
    }
    return texts;
  }

  /**
   * Returns the values for a message as a template takes them: {@code offer.until} is the entry
   * {@code until} of the map {@code offer}.
   *
   * @param action the action of the message
   * @param sent the local day on which it is sent, from which the days of an offer are counted
   */
  public Map<String, Object> values(String action, Language language, LocalDate sent) {
    Map<String, Object> all = new HashMap<>();
    values.forEach((name, texts) -> put(all, name, texts, language));
    Offer offer = offers.get(action);
    if (offer != null) {
      offer.values().forEach((name, texts) -> put(all, name, texts, language));
      offer
          .days()
          .ifPresent(
              days ->
                  ends.forEach(
                      name -> Variables.put(all, name, day(sent.plusDays(days), sent, language))));
    }
    return all;
  }

  private static void put(
      Map<String, Object> all, String name, Map<Language, Object> texts, Language language) {
    Variables.put(all, name, Objects.requireNonNull(texts.get(language), name));
  }

  /** Writes a day as a sentence has it, with the year if it is not the one of another day. */
  public static String day(LocalDate day, LocalDate beside, Language language) {
    String pattern = language == Language.ES ? "d 'de' MMMM" : "d MMMM";
    String year = language == Language.ES ? " 'de' yyyy" : " yyyy";
    return DateTimeFormatter.ofPattern(
            day.getYear() == beside.getYear() ? pattern : pattern + year,
            Locale.forLanguageTag(language.code()))
        .format(day);
  }
}
