// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.delivery.destination.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of a destination as a person gave them. They hold references to secrets, never a
 * secret.
 */
public final class DestinationSettings {
  private final String name;
  private final DestinationKind kind;
  private final Map<String, String> given;

  private DestinationSettings(String name, DestinationKind kind, Map<String, String> given) {
    this.name = name;
    this.kind = kind;
    this.given = given;
  }

  /**
   * Checks that every key is known and none is missing.
   *
   * @throws InputException with every problem found
   */
  public static DestinationSettings of(String name, Map<String, String> given) {
    if (!name.matches(Route.NAME)) {
      throw new InputException(
          Problem.of("a destination's name is lower-case letters, digits, - and _")
              .withValue(name));
    }
    DestinationKind kind = kind(name, given.getOrDefault("kind", ""));
    List<Problem> problems = new ArrayList<>();
    Map<String, DestinationKey> known =
        DestinationKey.of(kind).collect(Collectors.toMap(DestinationKey::name, key -> key));
    given.keySet().stream()
        .filter(key -> !known.containsKey(key))
        .forEach(key -> problems.add(problem(name, "unknown key", key, allowed(kind))));
    known.values().stream()
        .filter(key -> key.required() && given.getOrDefault(key.name(), "").isBlank())
        .sorted(java.util.Comparator.comparing(DestinationKey::name))
        .forEach(key -> problems.add(problem(name, "key missing", key.name(), key.description())));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new DestinationSettings(name, kind, new LinkedHashMap<>(given));
  }

  private static DestinationKind kind(String name, String text) {
    return Arrays.stream(DestinationKind.values())
        .filter(kind -> kind.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    problem(
                        name,
                        "unknown kind of destination",
                        text,
                        "one of " + String.join(", ", DestinationKind.names()))));
  }

  private static Problem problem(String name, String what, String value, String remedy) {
    return new Problem(what, "destination " + name, value, remedy);
  }

  private static String allowed(DestinationKind kind) {
    return "a destination of kind "
        + kind
        + " has: "
        + DestinationKey.of(kind).map(DestinationKey::name).collect(Collectors.joining(", "));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns what it is. */
  public DestinationKind kind() {
    return kind;
  }

  /** Returns the settings as they were given, in their order. */
  public Map<String, String> given() {
    return new LinkedHashMap<>(given);
  }

  /** Returns these settings with another value for one key. */
  public DestinationSettings with(String key, String value) {
    Map<String, String> changed = given();
    changed.put(key, value);
    return of(name, changed);
  }

  /** Returns the given or standard value of a key; empty if there is none. */
  String text(String key) {
    String standard =
        DestinationKey.of(kind)
            .filter(each -> each.name().equals(key))
            .findFirst()
            .map(DestinationKey::standard)
            .orElse("");
    return given.getOrDefault(key, standard);
  }

  Optional<String> find(String key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  /** Reads the value of a key; what it refuses becomes a problem that names the key. */
  <T> T read(String key, Function<String, T> reader) {
    try {
      return reader.apply(text(key));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      boolean secret = key.matches("password|passphrase|client-.*|authorization|query|.*url");
      throw new InputException(
          problem(
              name + ", " + key,
              String.valueOf(e.getMessage()),
              secret ? "" : text(key),
              "see perenne destinations add --help"));
    }
  }

  boolean isOn(String key) {
    return read(
        key,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "on", "yes" -> true;
              case "false", "off", "no" -> false;
              default -> throw new IllegalArgumentException("neither true nor false");
            });
  }

  int number(String key) {
    return read(
        key,
        text -> {
          try {
            return Integer.parseInt(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number", e);
          }
        });
  }

  /** Reads a time such as {@code 500ms}, {@code 30s}, {@code 10m} or {@code 2h}. */
  Duration duration(String key, String standard) {
    return read(key, text -> duration(text.isEmpty() ? standard : text));
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

  <E extends Enum<E>> E choice(String key, E[] choices) {
    return read(
        key,
        text ->
            Arrays.stream(choices)
                .filter(each -> each.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "not one of "
                                + Arrays.stream(choices)
                                    .map(Enum::toString)
                                    .collect(Collectors.joining(", ")))));
  }

  Optional<Secret> secret(String key) {
    return find(key).map(text -> read(key, Secret::parse));
  }

  /** Makes something whose own checks name the condition that does not hold. */
  <T> T make(java.util.function.Supplier<T> maker) {
    try {
      return maker.get();
    } catch (InputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new InputException(
          Problem.of(String.valueOf(e.getMessage())).withWhere("destination " + name));
    }
  }
}
