// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest few of what has happened, in the order of time. It depends on what has happened alone:
 * whatever is let go of is older than all that is kept, and stays so.
 *
 * @param <T> what is kept of an event
 */
final class Recent<T> {
  private final int most;
  private final NavigableMap<Stamp, T> entries;

  private Recent(int most, NavigableMap<Stamp, T> entries) {
    this.most = most;
    this.entries = entries;
    while (entries.size() > most) {
      entries.pollFirstEntry();
    }
  }

  static <T> Recent<T> none(int most) {
    return new Recent<>(most, new TreeMap<>());
  }

  /** Returns these and one more; the same if it is known or too old. */
  Recent<T> with(Stamp stamp, T entry) {
    boolean old = entries.size() == most && stamp.compareTo(entries.firstKey()) < 0;
    if (old || entries.containsKey(stamp)) {
      return this;
    }
    NavigableMap<Stamp, T> more = new TreeMap<>(entries);
    more.put(stamp, entry);
    return new Recent<>(most, more);
  }

  Recent<T> merge(Recent<T> other) {
    if (other.entries.isEmpty()) {
      return this;
    }
    NavigableMap<Stamp, T> all = new TreeMap<>(entries);
    other.entries.forEach(all::putIfAbsent);
    return new Recent<>(most, all);
  }

  /** Returns those that a condition holds for. */
  Recent<T> where(Predicate<T> condition) {
    NavigableMap<Stamp, T> some = new TreeMap<>(entries);
    some.values().removeIf(condition.negate());
    return new Recent<>(most, some);
  }

  /** Returns what is kept, the earliest first. */
  Collection<T> values() {
    return entries.values();
  }

  /** Returns what is kept with its time, the earliest first. */
  Map<Stamp, T> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  boolean isFull() {
    return entries.size() == most;
  }

  /** Writes lists that begin with the stamp. */
  List<Object> toFields(Function<T, ? extends List<? extends @Nullable Object>> fields) {
    List<Object> all = new ArrayList<>();
    entries.forEach(
        (stamp, entry) -> {
          List<@Nullable Object> list = new ArrayList<>();
          list.add(stamp.at());
          list.add(stamp.id());
          list.addAll(fields.apply(entry));
          all.add(list);
        });
    return all;
  }

  /** Reads lists that begin with the stamp; the other values are told from the third place on. */
  static <T> Recent<T> of(int most, @Nullable Object stored, Function<List<?>, T> entry) {
    NavigableMap<Stamp, T> entries = new TreeMap<>();
    for (Object each : Stored.list(stored)) {
      List<?> list = Stored.list(each);
      entries.put(
          Stored.stamp(list), entry.apply(list.subList(Math.min(2, list.size()), list.size())));
    }
    return new Recent<>(most, entries);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Recent<?> recent && entries.equals(recent.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
