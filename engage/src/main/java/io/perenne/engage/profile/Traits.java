// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import io.perenne.engage.event.Fields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a person, such as a name or a city. Names are the same whatever the case of
 * their letters; of each the latest value counts by the time of events. A null takes a value away;
 * what is not mentioned stays.
 */
public final class Traits {
  /** No more traits of one person are kept; those not heard of for longest go first. */
  static final int MOST = 300;

  /** A trait as it was spelled, with its value. */
  private record Trait(String name, @Nullable Object value) {}

  static final Traits NONE = new Traits(Registers.none(MOST));

  private final Registers<Trait> traits;

  private Traits(Registers<Trait> traits) {
    this.traits = traits;
  }

  Traits with(Stamp stamp, Fields said) {
    if (said.isEmpty()) {
      return this;
    }
    Map<String, Trait> more = new HashMap<>();
    said.values()
        .forEach((name, value) -> more.put(name.toLowerCase(Locale.ROOT), new Trait(name, value)));
    return new Traits(traits.with(stamp, more));
  }

  Traits merge(Traits other) {
    return new Traits(traits.merge(other.traits));
  }

  /** Returns the values by name, as these were last spelled. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    traits
        .values()
        .values()
        .forEach(
            said -> {
              Object value = said.value().value();
              if (value != null) {
                values.put(said.value().name(), value);
              }
            });
    return values;
  }

  /**
   * Returns a value.
   *
   * @param name of the trait, in any case of letters
   */
  public Optional<Object> value(String name) {
    Registers.Said<Trait> said = traits.get(name.toLowerCase(Locale.ROOT));
    return said == null ? Optional.empty() : Optional.ofNullable(said.value().value());
  }

  Object toFields() {
    return traits.toFields(trait -> Arrays.<@Nullable Object>asList(trait.name(), trait.value()));
  }

  static Traits of(@Nullable Object stored) {
    return new Traits(
        Registers.of(MOST, stored, list -> new Trait(Stored.text(list, 0), Stored.get(list, 1))));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Traits same && traits.equals(same.traits);
  }

  @Override
  public int hashCode() {
    return traits.hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
