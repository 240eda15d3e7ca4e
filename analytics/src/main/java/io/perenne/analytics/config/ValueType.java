// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a configuration value is read and written.
 *
 * @param <T> the type of the value
 * @param allowed what is allowed, to complete the sentence "allowed: …"
 * @param choices all the values there are, if they can be counted
 * @param parser reads a stripped text; throws {@link IllegalArgumentException} if it is not allowed
 * @param printer writes the one canonical text, which the parser reads back
 */
public record ValueType<T>(
    Message allowed,
    List<String> choices,
    Function<String, T> parser,
    Function<T, String> printer) {
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,6}) (month|day)s?");

  static final ValueType<Interval> INTERVAL =
      new ValueType<>(
          Texts.message("value.interval"), ValueType::parseInterval, Interval::toString);

  static final ValueType<ForecastHorizon> HORIZON =
      new ValueType<>(
          Texts.message("value.horizon"),
          text -> new ForecastHorizon(parseCount(text, "month")),
          ForecastHorizon::toString);

  static final ValueType<EvolutionBase> EVOLUTION_BASE =
      new ValueType<>(
          Texts.message("value.evolution-base"),
          text ->
              text.equals("previous-run")
                  ? EvolutionBase.previousRun()
                  : new EvolutionBase(parseCount(text, "day")),
          EvolutionBase::toString);

  static final ValueType<ZoneId> ZONE =
      new ValueType<>(Texts.message("value.zone"), ValueType::parseZone, ZoneId::getId);

  static final ValueType<Optional<ZoneId>> AUTO_OR_ZONE =
      new ValueType<>(
          Texts.message("value.auto-or-zone"),
          text -> text.equals("auto") ? Optional.empty() : Optional.of(parseZone(text)),
          zone -> zone.map(ZoneId::getId).orElse("auto"));

  static final ValueType<Currency> CURRENCY =
      new ValueType<>(
          Texts.message("value.currency"),
          text -> Currency.getInstance(text.toUpperCase(Locale.ROOT)),
          Currency::getCurrencyCode);

  static final ValueType<Boolean> SWITCH =
      new ValueType<>(
          Texts.message("value.switch"),
          List.of("on", "off"),
          ValueType::parseSwitch,
          on -> on ? "on" : "off");

  static final ValueType<List<String>> WORDS =
      new ValueType<>(
          Texts.message("value.some-words"),
          ValueType::parseWords,
          words -> String.join(", ", words));

  static final ValueType<List<String>> WORDS_OR_NONE =
      new ValueType<>(
          Texts.message("value.words-or-none"),
          text -> text.strip().equals("none") ? List.of() : parseWords(text),
          words -> words.isEmpty() ? "none" : String.join(", ", words));

  static final ValueType<ControlGroupSalt> SALT =
      new ValueType<>(
          Texts.message("value.salt"), ControlGroupSalt::parse, ControlGroupSalt::toString);

  static final ValueType<FileNamePattern> FILE_NAME =
      new ValueType<>(FileNamePattern.ALLOWED, FileNamePattern::parse, FileNamePattern::toString);

  static final ValueType<Optional<String>> FILE =
      new ValueType<>(
          Texts.message("value.file-or-none"),
          text -> text.equals("none") ? Optional.empty() : Optional.of(text),
          path -> path.orElse("none"));

  static final ValueType<Optional<String>> DATE_FORMAT =
      new ValueType<>(
          Texts.message("value.date-format"),
          text -> autoOrText(text, Pattern.compile("dmy|mdy|ymd|.*%.*")),
          format -> format.orElse("auto"));

  static final ValueType<Optional<String>> DECIMAL_SEPARATOR =
      new ValueType<>(
          Texts.message("value.decimal-separator"),
          text -> autoOrText(text, Pattern.compile("point|comma")),
          separator -> separator.orElse("auto"));

  static final ValueType<String> PROFILE =
      text(Texts.message("value.profile"), name -> !name.isBlank());

  static final ValueType<String> FOLDER =
      text(Texts.message("value.folder"), DatamodelSettings::isFolder);

  static final ValueType<String> WORD =
      new ValueType<>(Texts.message("value.word"), ValueType::parseWord, w -> w);

  static final ValueType<String> TEXT =
      text(Texts.message("value.plain-text"), DatamodelSettings::isPlain);

  /** Makes a type whose values cannot be counted. */
  public ValueType(Message allowed, Function<String, T> parser, Function<T, String> printer) {
    this(allowed, List.of(), parser, printer);
  }

  /** Returns a type whose values print as {@link Object#toString} says. */
  public static <T> ValueType<T> of(Message allowed, Function<String, T> parser) {
    return new ValueType<>(allowed, parser, String::valueOf);
  }

  /** Returns the type of a value that may be absent, which an empty text stands for. */
  public ValueType<Optional<T>> orAbsent() {
    return new ValueType<>(
        Texts.message("value.or-absent", allowed),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text)),
        value -> value.map(printer).orElse(""));
  }

  private static ValueType<String> text(Message allowed, Predicate<String> isAllowed) {
    return new ValueType<>(
        allowed,
        text -> {
          if (!isAllowed.test(text)) {
            throw new IllegalArgumentException("not " + allowed + ": " + text);
          }
          return text;
        },
        text -> text);
  }

  /** Returns the type of a number within stated bounds; a percent sign divides by hundred. */
  static ValueType<Double> number(Message allowed, DoublePredicate isAllowed) {
    return new ValueType<>(allowed, text -> parseNumber(text, isAllowed), AutoOr::plain);
  }

  /** Returns the type of {@code auto} or a number within stated bounds. */
  static ValueType<AutoOr> autoOr(Message allowed, DoublePredicate isAllowed) {
    return new ValueType<>(
        Texts.message("value.auto-or", allowed),
        text -> text.equals("auto") ? AutoOr.auto() : AutoOr.of(parseNumber(text, isAllowed)),
        AutoOr::toString);
  }

  /** Returns the type of one of an enumeration's constants, written in kebab-case. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String allowed = constants.stream().map(E::toString).collect(Collectors.joining(", "));
    return new ValueType<>(
        Texts.message("value.one-of", allowed),
        constants.stream().map(E::toString).toList(),
        text ->
            constants.stream()
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of " + allowed)),
        E::toString);
  }

  /** Returns the name of a constant in lower case with hyphens. */
  static String kebabCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<String> autoOrText(String text, Pattern allowed) {
    if (text.equals("auto")) {
      return Optional.empty();
    }
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException("not allowed: " + text);
    }
    return Optional.of(text);
  }

  private static Interval parseInterval(String text) {
    if (text.equals("all")) {
      return Interval.all();
    }
    if (COUNTED.matcher(text).matches()) {
      return Interval.months(parseCount(text, "month"));
    }
    try {
      return Interval.since(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("neither months, date nor all: " + text, e);
    }
  }

  private static int parseCount(String text, String unit) {
    Matcher matcher = COUNTED.matcher(text);
    if (!matcher.matches() || !matcher.group(2).equals(unit)) {
      throw new IllegalArgumentException("not a number of " + unit + "s: " + text);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static ZoneId parseZone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException("unknown time zone: " + text);
    }
    return ZoneId.of(text);
  }

  private static boolean parseSwitch(String text) {
    return switch (text) {
      case "on", "true", "yes" -> true;
      case "off", "false", "no" -> false;
      default -> throw new IllegalArgumentException("neither on nor off: " + text);
    };
  }

  private static List<String> parseWords(String text) {
    List<String> words =
        Arrays.stream(text.split(",", -1))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no word: " + text);
    }
    return words;
  }

  private static String parseWord(String text) {
    if (!text.matches("[\\p{L}\\d._-]{1,40}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static double parseNumber(String text, DoublePredicate isAllowed) {
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
    BigDecimal exact = new BigDecimal(digits); // a NumberFormatException is what the caller expects
    double number = (percent ? exact.movePointLeft(2) : exact).doubleValue();
    if (!isAllowed.test(number)) {
      throw new IllegalArgumentException("out of bounds: " + text);
    }
    return number;
  }
}
