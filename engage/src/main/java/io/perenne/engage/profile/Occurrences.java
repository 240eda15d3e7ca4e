// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a person did what, as often as rules may ask for: the last {@value #MOST_OF_A_NAME} times of
 * each event, and {@value #MOST} in all.
 */
final class Occurrences {
  /** So many of the last events of one name are kept. */
  static final int MOST_OF_A_NAME = 32;

  /** So many of the last events are kept. */
  static final int MOST = 400;

  static final Occurrences NONE = new Occurrences(new TreeMap<>());

  private final NavigableMap<String, NavigableSet<Stamp>> times;

  private Occurrences(NavigableMap<String, NavigableSet<Stamp>> times) {
    this.times = times;
  }

  Occurrences with(Stamp stamp, String name) {
    NavigableSet<Stamp> known = times.get(name);
    boolean old =
        known != null && known.size() == MOST_OF_A_NAME && stamp.compareTo(known.first()) < 0;
    if (old || (known != null && known.contains(stamp))) {
      return this;
    }
    NavigableMap<String, NavigableSet<Stamp>> more = new TreeMap<>(times);
    NavigableSet<Stamp> stamps = known == null ? new TreeSet<>() : new TreeSet<>(known);
    stamps.add(stamp);
    more.put(name, stamps);
    return new Occurrences(bounded(more));
  }

  Occurrences merge(Occurrences other) {
    NavigableMap<String, NavigableSet<Stamp>> all = new TreeMap<>(times);
    other.times.forEach(
        (name, stamps) -> {
          NavigableSet<Stamp> both = new TreeSet<>(stamps);
          both.addAll(all.getOrDefault(name, new TreeSet<>()));
          all.put(name, both);
        });
    return new Occurrences(bounded(all));
  }

  /** Lets go of the oldest; the sets of the map may be changed only if they are too large. */
  private static NavigableMap<String, NavigableSet<Stamp>> bounded(
      NavigableMap<String, NavigableSet<Stamp>> all) {
    int sum = 0;
    for (NavigableSet<Stamp> stamps : all.values()) {
      while (stamps.size() > MOST_OF_A_NAME) {
        stamps.pollFirst();
      }
      sum += stamps.size();
    }
    for (; sum > MOST; sum--) {
      Map.Entry<String, NavigableSet<Stamp>> oldest = null;
      for (Map.Entry<String, NavigableSet<Stamp>> each : all.entrySet()) {
        if (oldest == null || each.getValue().first().compareTo(oldest.getValue().first()) < 0) {
          oldest = each;
        }
      }
      if (oldest != null) {
        NavigableSet<Stamp> fewer = new TreeSet<>(oldest.getValue());
        fewer.pollFirst();
        if (fewer.isEmpty()) {
          all.remove(oldest.getKey());
        } else {
          all.put(oldest.getKey(), fewer);
        }
      }
    }
    return all;
  }

  /** Returns the last times of an event, the latest first. */
  List<Instant> of(String name) {
    NavigableSet<Stamp> stamps = times.get(Names.of(name));
    return stamps == null
        ? List.of()
        : stamps.descendingSet().stream().map(Stamp::instant).toList();
  }

  Map<String, List<Instant>> all() {
    Map<String, List<Instant>> all = new LinkedHashMap<>();
    times.keySet().forEach(name -> all.put(name, of(name)));
    return all;
  }

  Object toFields() {
    Map<String, Object> all = new LinkedHashMap<>();
    times.forEach(
        (name, stamps) -> {
          List<Long> list = new ArrayList<>();
          stamps.forEach(
              stamp -> {
                list.add(stamp.at());
                list.add(stamp.id());
              });
          all.put(name, list);
        });
    return all;
  }

  static Occurrences of(@Nullable Object stored) {
    NavigableMap<String, NavigableSet<Stamp>> times = new TreeMap<>();
    Stored.each(
        stored,
        (name, fields) -> {
          List<?> list = Stored.list(fields);
          NavigableSet<Stamp> stamps = new TreeSet<>();
          for (int i = 0; i + 1 < list.size(); i += 2) {
            stamps.add(new Stamp(Stored.number(list, i), Stored.number(list, i + 1)));
          }
          if (!stamps.isEmpty()) {
            times.put(name, stamps);
          }
        });
    return new Occurrences(times);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Occurrences same && times.equals(same.times);
  }

  @Override
  public int hashCode() {
    return times.hashCode();
  }

  @Override
  public String toString() {
    return times.toString();
  }
}
