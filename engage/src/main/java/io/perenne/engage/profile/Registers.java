// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, each the latest that was said. Of too many names those are kept of which was
 * spoken last, so that the order of arrival does not matter here either.
 *
 * @param <T> the kind of values
 */
final class Registers<T> {

  /** A value and when it was said. */
  record Said<T>(Stamp stamp, T value) {}

  private final int most;
  private final Map<String, Said<T>> values;

  private Registers(int most, Map<String, Said<T>> values) {
    this.most = most;
    this.values = values;
    if (values.size() > most) {
      List<Map.Entry<String, Said<T>>> byTime = new ArrayList<>(values.entrySet());
      byTime.sort(
          Comparator.comparing((Map.Entry<String, Said<T>> each) -> each.getValue().stamp())
              .thenComparing(Map.Entry::getKey));
      byTime.subList(0, values.size() - most).forEach(each -> values.remove(each.getKey()));
    }
  }

  static <T> Registers<T> none(int most) {
    return new Registers<>(most, new HashMap<>());
  }

  /** Returns these after more was said at one time. */
  Registers<T> with(Stamp stamp, Map<String, T> said) {
    if (said.isEmpty()) {
      return this;
    }
    Map<String, Said<T>> more = new HashMap<>(values);
    said.forEach((name, value) -> put(more, name, new Said<>(stamp, value)));
    return new Registers<>(most, more);
  }

  Registers<T> merge(Registers<T> other) {
    if (other.values.isEmpty()) {
      return this;
    }
    Map<String, Said<T>> more = new HashMap<>(values);
    other.values.forEach((name, value) -> put(more, name, value));
    return new Registers<>(most, more);
  }

  private static <T> void put(Map<String, Said<T>> into, String name, Said<T> said) {
    into.merge(name, said, (one, two) -> one.stamp().compareTo(two.stamp()) >= 0 ? one : two);
  }

  /** Returns the values by name, in the order of names. */
  Map<String, Said<T>> values() {
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }

  @Nullable Said<T> get(String name) {
    return values.get(name);
  }

  /** Writes lists that begin with the stamp, by name. */
  Map<String, Object> toFields(Function<T, ? extends List<? extends @Nullable Object>> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    values()
        .forEach(
            (name, said) -> {
              List<@Nullable Object> list = new ArrayList<>();
              list.add(said.stamp().at());
              list.add(said.stamp().id());
              list.addAll(fields.apply(said.value()));
              all.put(name, list);
            });
    return all;
  }

  static <T> Registers<T> of(int most, @Nullable Object stored, Function<List<?>, T> value) {
    Map<String, Said<T>> values = new HashMap<>();
    Stored.each(
        stored,
        (name, fields) -> {
          List<?> list = Stored.list(fields);
          List<?> rest = list.subList(Math.min(2, list.size()), list.size());
          values.put(name, new Said<>(Stored.stamp(list), value.apply(rest)));
        });
    return new Registers<>(most, values);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Registers<?> registers && values.equals(registers.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
