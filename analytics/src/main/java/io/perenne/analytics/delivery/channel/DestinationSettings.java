// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.clv.words.Message;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The settings of a destination as a person gave them. They hold references to secrets, never a
 * secret.
 */
public final class DestinationSettings {
  private final String name;
  private final Channel channel;
  private final List<Key<?>> keys;
  private final Map<String, String> given;

  private DestinationSettings(
      String name, Channel channel, List<Key<?>> keys, Map<String, String> given) {
    this.name = name;
    this.channel = channel;
    this.keys = keys;
    this.given = given;
  }

  /**
   * Checks that every key is known and none is missing.
   *
   * @param keys all keys of the channel
   * @throws InputException with every problem found
   */
  public static DestinationSettings of(
      String name, Channel channel, List<Key<?>> keys, Map<String, String> given) {
    List<Problem> problems = new ArrayList<>();
    List<String> known = keys.stream().map(Key::name).toList();
    given.keySet().stream()
        .filter(key -> !known.contains(key))
        .forEach(
            key ->
                problems.add(
                    Problem.of(Texts.message("problem.destination.key.unknown"))
                        .withWhere(Texts.message("problem.destination.where", name))
                        .withValue(key)
                        .withRemedy(allowed(channel, known))));
    keys.stream()
        .filter(key -> key.is(Key.Trait.REQUIRED))
        .filter(key -> given.getOrDefault(key.name(), "").isBlank())
        .sorted(Comparator.comparing(Key::name))
        .forEach(
            key ->
                problems.add(
                    Problem.of(Texts.message("problem.destination.key.missing"))
                        .withWhere(Texts.message("problem.destination.where", name))
                        .withValue(key.name())
                        .withRemedy(key.description())));
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return new DestinationSettings(name, channel, keys, new LinkedHashMap<>(given));
  }

  private Problem refused(Key<?> key, String why) {
    return Problem.of(why)
        .withWhere(Texts.message("problem.destination.where", name + ", " + key))
        .withValue(key.is(Key.Trait.CONFIDENTIAL) ? "" : text(key))
        .withRemedy(Texts.message("problem.destination.key.remedy"));
  }

  private static Message allowed(Channel channel, List<String> keys) {
    return Texts.message(
        "problem.destination.keys",
        channel.kind(),
        keys.stream().collect(Collectors.joining(", ")));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns what kind of destination it is. */
  public Channel channel() {
    return channel;
  }

  /** Returns the settings as they were given, in their order. */
  public Map<String, String> given() {
    return new LinkedHashMap<>(given);
  }

  /** Returns whether this kind of destination has a key. */
  public boolean knows(Key<?> key) {
    return keys.contains(key);
  }

  /** Returns these settings with another value for one key. */
  public DestinationSettings with(String key, String value) {
    Map<String, String> changed = given();
    changed.put(key, value);
    return of(name, channel, keys, changed);
  }

  /** Returns whether a value is given or standard, and not empty. */
  public boolean has(Key<?> key) {
    return !text(key).isEmpty();
  }

  /**
   * Returns the given or standard value of a key.
   *
   * @throws InputException if it is not allowed
   */
  public <T> T get(Key<T> key) {
    return read(key, key::parse);
  }

  /**
   * Reads the text of a key; what the reader refuses becomes a problem that names the key.
   *
   * @throws InputException if the reader refuses it
   */
  public <T> T read(Key<?> key, Function<String, T> reader) {
    try {
      return reader.apply(text(key));
    } catch (InputException e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InputException(refused(key, String.valueOf(e.getMessage())));
    }
  }

  private String text(Key<?> key) {
    return given.getOrDefault(key.name(), key.standard());
  }

  /**
   * Makes something whose own checks name the condition that does not hold.
   *
   * @throws InputException if such a check fails
   */
  public <T> T make(Supplier<T> maker) {
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
