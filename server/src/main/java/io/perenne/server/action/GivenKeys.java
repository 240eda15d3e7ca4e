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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of a group in a YAML or JSON file. What is wrong is remembered with its place, so that
 * all of it can be told at once; a value that cannot be used counts as not given.
 */
final class GivenKeys {
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
  static GivenKeys read(Path path) {
    try {
      JsonNode root = YAML.readTree(Files.readString(path));
      return new GivenKeys(path.toString(), "", root, new ArrayList<>()).group();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw refused(path, Words.message("file.yaml", line), "file.yaml.remedy");
    } catch (NoSuchFileException e) {
      throw refused(path, Words.message("file.none"), "file.none.remedy");
    } catch (IOException e) {
      throw refused(path, Words.message("file.unreadable"), "file.unreadable.remedy");
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
  void finish() {
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
  }

  /** Remembers that the value of this group cannot be used. */
  void wrong(String rule, String value, Object... arguments) {
    problems.add(
        Problem.of(Words.message(rule, arguments))
            .withWhere(path.isEmpty() ? file : file + ": " + path)
            .withValue(value));
  }

  private void wrongAt(String key, String rule, String value, Object... arguments) {
    new GivenKeys(file, at(key), node, problems).wrong(rule, value, arguments);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Remembers every key that is none of these, with the nearest of them. */
  GivenKeys only(String... keys) {
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
  Set<String> names() {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    node.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    return all.keySet();
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Returns a group below this one, empty if it is not given. */
  GivenKeys below(String key) {
    return new GivenKeys(file, at(key), node.path(key), problems).group();
  }

  /** Returns a text. */
  Optional<String> text(String key) {
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
  String required(String key, String otherwise) {
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
  String id(String key, String otherwise) {
    return text(key).map(text -> checkedId(key, text, otherwise)).orElse(otherwise);
  }

  /** Returns a name that has to be there. */
  String requiredId(String key) {
    return checkedId(key, required(key, "missing"), "missing");
  }

  private String checkedId(String key, String text, String otherwise) {
    if (isId(text)) {
      return text;
    }
    wrongAt(key, "value.id", text);
    return otherwise;
  }

  static boolean isId(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  }

  /** Returns a number within a range, both ends included. */
  Optional<Double> number(String key, double low, double high) {
    return number(key, low, high, "value.number").map(BigDecimal::doubleValue);
  }

  /** Returns a whole number within a range, both ends included. */
  Optional<Integer> whole(String key, int low, int high) {
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
  boolean flag(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().matches("true|false")) {
      wrongAt(key, "value.flag", text.get());
    }
    return text.filter("true"::equals).isPresent();
  }

  /** Returns a date. */
  Optional<LocalDate> date(String key) {
    return parsed(key, "value.date", LocalDate::parse);
  }

  /** Returns a time of day. */
  Optional<LocalTime> time(String key) {
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
    Optional<String> text = text(key);
    Optional<T> found = text.flatMap(find);
    if (text.isPresent() && found.isEmpty()) {
      wrongAt(key, rule, text.get());
    }
    return found;
  }

  /** Returns what the texts of a list stand for. */
  <T> List<T> list(String key, String rule, Function<String, Optional<T>> find) {
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
        wrongAt(key, rule, one.asText());
      }
    }
    return found;
  }
}
