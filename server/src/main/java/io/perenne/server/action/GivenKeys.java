// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.config.Spelling;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of a group in a YAML or JSON file. What is wrong is remembered with its place, so that
 * all of it can be told at once; a value that cannot be used counts as not given.
 */
public final class GivenKeys {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final String file;
  private final String path;
  private final JsonNode node;
  private final List<Problem> problems;

  private GivenKeys(String file, String path, JsonNode node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is not YAML, or cannot be read
   */
  public static GivenKeys read(Path path) {
    try {
      return read(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw refused(path, Words.message("file.none"), "file.none.remedy");
    } catch (IOException e) {
      throw refused(path, Words.message("file.unreadable"), "file.unreadable.remedy");
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name
   * @throws InputException if it is not YAML
   */
  public static GivenKeys read(String file, String text) {
    try {
      return new GivenKeys(file, "", YAML.readTree(text), new ArrayList<>()).group();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw refused(Path.of(file), Words.message("file.yaml", line), "file.yaml.remedy");
    }
  }

  private static InputException refused(Path path, Message what, String remedy) {
    return new InputException(
        Problem.of(what).withWhere(path.toString()).withRemedy(Words.message(remedy)));
  }

  private GivenKeys group() {
    if (node.isObject() || node.isMissingNode() || node.isNull()) {
      return this;
    }
    wrong("value.group", node.asText());
    return new GivenKeys(file, path, MissingNode.getInstance(), problems);
  }

  /** Refuses with all that was wrong, if anything was. */
  public void finish() {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** Remembers that the value of this group cannot be used. */
  void wrong(String rule, String value, Object... arguments) {
    wrong(Words.message(rule, arguments), value);
  }

  /** Remembers that the value of this group cannot be used. */
  public void wrong(Message what, String value) {
    problems.add(
        Problem.of(what).withWhere(path.isEmpty() ? file : file + ": " + path).withValue(value));
  }

  /** Remembers what was refused of this group elsewhere. */
  public void wrong(InputException refusal) {
    refusal
        .problems()
        .forEach(each -> problems.add(each.withWhere(path.isEmpty() ? file : file + ": " + path)));
  }

  /** Remembers that the value of a key cannot be used. */
  public void wrongAt(String key, Message what, String value) {
    new GivenKeys(file, at(key), node, problems).wrong(what, value);
  }

  /** Remembers that the value of a key is none of some, with the nearest of them. */
  public void wrongOf(String key, Message what, String value, List<String> known) {
    Optional<String> nearest =
        Spelling.nearest(value, known.stream().map(GivenKeys::plainName).toList())
            .flatMap(
                name -> known.stream().filter(each -> plainName(each).equals(name)).findFirst());
    problems.add(
        Problem.of(what)
            .withWhere(file + ": " + at(key))
            .withValue(value)
            .withRemedy(
                nearest
                    .map(name -> Words.message("key.unknown.nearest", name))
                    .orElseGet(() -> Words.message("key.unknown.all", String.join(", ", known)))));
  }

  private void wrongAt(String key, String rule, String value, Object... arguments) {
    new GivenKeys(file, at(key), node, problems).wrong(rule, value, arguments);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** As spellings are compared. */
  private static String plainName(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Remembers every key that is none of these, with the nearest of them. */
  public GivenKeys only(String... keys) {
    List<String> known = List.of(keys);
    for (String key : names()) {
      if (!known.contains(key)) {
        Problem problem =
            Problem.of(Words.message("key.unknown"))
                .withWhere(path.isEmpty() ? file : file + ": " + path)
                .withValue(key);
        Optional<String> nearest = Spelling.nearest(key, known);
        problems.add(
            problem.withRemedy(
                nearest
                    .map(name -> Words.message("key.unknown.nearest", name))
                    .orElseGet(() -> Words.message("key.unknown.all", String.join(", ", known)))));
      }
    }
    return this;
  }

  /** Returns the keys in their order. */
  public Set<String> names() {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    node.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    return all.keySet();
  }

  /** Returns whether a key is given, and not empty. */
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Returns a group below this one, empty if it is not given. */
  public GivenKeys below(String key) {
    return new GivenKeys(file, at(key), node.path(key), problems).group();
  }

  /** Returns a text. */
  public Optional<String> text(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      wrongAt(key, "value.one", "");
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  /** Returns a text that has to be there. */
  public String required(String key, String otherwise) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      problems.add(
          Problem.of(Words.message("key.missing"))
              .withWhere(path.isEmpty() ? file : file + ": " + path)
              .withValue(key));
    }
    return text.orElse(otherwise);
  }

  /** Returns a name of letters, digits, dots, dashes and underscores. */
  public String id(String key, String otherwise) {
    return text(key).map(text -> checkedId(key, text, otherwise)).orElse(otherwise);
  }

  /** Returns a name that has to be there. */
  public String requiredId(String key) {
    return checkedId(key, required(key, "missing"), "missing");
  }

  private String checkedId(String key, String text, String otherwise) {
    if (isId(text)) {
      return text;
    }
    wrongAt(key, "value.id", text);
    return otherwise;
  }

  /** Returns whether a text is a name of letters, digits, dots, dashes and underscores. */
  public static boolean isId(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  }

  /** Returns a number within a range, both ends included. */
  public Optional<Double> number(String key, double low, double high) {
    return number(key, low, high, "value.number").map(BigDecimal::doubleValue);
  }

  /** Returns a whole number within a range, both ends included. */
  public Optional<Integer> whole(String key, int low, int high) {
    return number(key, low, high, "value.whole").map(BigDecimal::intValue);
  }

  private Optional<BigDecimal> number(String key, double low, double high, String rule) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text.get().strip());
      boolean whole = rule.equals("value.number") || number.stripTrailingZeros().scale() <= 0;
      if (whole && number.doubleValue() >= low && number.doubleValue() <= high) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    wrongAt(key, rule, text.get(), plain(low), plain(high));
    return Optional.empty();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Returns true or false. */
  public boolean flag(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().matches("true|false")) {
      wrongAt(key, "value.flag", text.get());
    }
    return text.filter("true"::equals).isPresent();
  }

  /** Returns a date. */
  public Optional<LocalDate> date(String key) {
    return parsed(key, "value.date", LocalDate::parse);
  }

  /** Returns a time of day. */
  public Optional<LocalTime> time(String key) {
    return parsed(key, "value.time", LocalTime::parse);
  }

  private <T> Optional<T> parsed(String key, String rule, Function<String, T> parse) {
    Optional<String> text = text(key);
    try {
      return text.map(parse);
    } catch (DateTimeParseException e) {
      wrongAt(key, rule, text.orElse(""));
      return Optional.empty();
    }
  }

  /** Returns what the text of a key stands for. */
  <T> Optional<T> found(String key, String rule, Function<String, Optional<T>> find) {
    return found(key, Words.message(rule), find);
  }

  /**
   * Returns what the text of a key stands for.
   *
   * @param otherwise what is wrong if it stands for nothing
   */
  public <T> Optional<T> found(String key, Message otherwise, Function<String, Optional<T>> find) {
    Optional<String> text = text(key);
    Optional<T> found = text.flatMap(find);
    if (text.isPresent() && found.isEmpty()) {
      wrongAt(key, otherwise, text.get());
    }
    return found;
  }

  /** Returns the segments of a list, by code or id. */
  public List<Segment> segments(String key) {
    return list(key, "value.segment", CatalogueFile::segment);
  }

  /** Returns the money bands of a list, by code or id. */
  public List<ValueBand> bands(String key) {
    return list(key, "value.band", CatalogueFile::band);
  }

  /** Returns the groups of a list. */
  public List<GivenKeys> groups(String key) {
    JsonNode value = node.path(key);
    List<GivenKeys> groups = new ArrayList<>();
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        groups.add(new GivenKeys(file, at(key) + "." + (i + 1), value.get(i), problems).group());
      }
    } else if (!value.isMissingNode() && !value.isNull()) {
      wrongAt(key, "value.list", value.asText());
    }
    return groups;
  }

  /** Returns the value of a key as maps, lists, texts, numbers and truth values. */
  public Optional<Object> tree(String key) {
    return has(key)
        ? Optional.ofNullable(YAML.convertValue(node.get(key), Object.class))
        : Optional.empty();
  }

  /** Returns what the texts of a list stand for. */
  <T> List<T> list(String key, String rule, Function<String, Optional<T>> find) {
    return list(key, Words.message(rule), find);
  }

  /**
   * Returns what the texts of a list stand for.
   *
   * @param otherwise what is wrong with one that stands for nothing
   */
  public <T> List<T> list(String key, Message otherwise, Function<String, Optional<T>> find) {
    JsonNode value = node.path(key);
    List<T> found = new ArrayList<>();
    List<JsonNode> each = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each::add);
    } else if (!value.isMissingNode() && !value.isNull()) {
      each.add(value);
    }
    for (JsonNode one : each) {
      Optional<T> known = one.isValueNode() ? find.apply(one.asText()) : Optional.empty();
      known.ifPresent(found::add);
      if (known.isEmpty()) {
        wrongAt(key, otherwise, one.asText());
      }
    }
    return found;
  }
}
