// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.ValueType;
import io.perenne.analytics.delivery.destination.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values that keys of destinations take. */
public final class ValueTypes {
  /** Any text, the empty one too. */
  public static final ValueType<String> TEXT =
      ValueType.of(Texts.message("value.text"), text -> text);

  /** A whole number. */
  public static final ValueType<Integer> NUMBER =
      ValueType.of(Texts.message("value.whole"), ValueTypes::number);

  /** Yes or no. */
  public static final ValueType<Boolean> SWITCH =
      ValueType.of(Texts.message("value.true-or-false"), ValueTypes::isTrue);

  /** A time such as {@code 500ms}, {@code 30s}, {@code 10m} or {@code 2h}. */
  public static final ValueType<Duration> DURATION =
      ValueType.of(Texts.message("value.duration"), ValueTypes::duration);

  /** A file of this machine, or none. */
  public static final ValueType<Optional<Path>> FILE =
      ValueType.of(Texts.message("value.file"), Path::of).orAbsent();

  /** Where a secret is to be found. */
  public static final ValueType<Secret> SECRET =
      ValueType.of(Texts.message("value.secret"), Secret::parse);

  /** Words that commas separate. */
  public static final ValueType<List<String>> WORDS =
      ValueType.of(Texts.message("value.words"), ValueTypes::words);

  private ValueTypes() {}

  /** Returns the type of one of some constants, whose names are their text in any case. */
  public static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String names = constants.stream().map(Enum::toString).collect(Collectors.joining(", "));
    return ValueType.of(
        Texts.message("value.one-of", names),
        text ->
            constants.stream()
                .filter(each -> each.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of " + names)));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
  }

  private static boolean isTrue(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes" -> true;
      case "false", "off", "no" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Duration duration(String text) {
    if (!text.matches("\\d{1,9}(ms|s|m|h)")) {
      throw new IllegalArgumentException("not a time such as 30s, 10m or 2h");
    }
    long number = Long.parseLong(text.replaceAll("\\D", ""));
    return switch (text.replaceAll("\\d", "")) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
