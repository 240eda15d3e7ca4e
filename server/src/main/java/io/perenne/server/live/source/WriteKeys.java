// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.source;

import io.perenne.server.account.Change;
import io.perenne.server.account.Tokens;
import io.perenne.server.storage.EventSources;
import io.perenne.server.storage.EventSources.Source;
import io.perenne.server.storage.Events;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sources of events: each has a write key, which is shown once and kept as a hash. */
public final class WriteKeys {
  /** How long the key before still counts after a rotation, unless something else is said. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
  private static final int LENGTH = 32;
  private static final int SHOWN = 6;
  private static final Duration COUNTED = Duration.ofDays(1);

  private final Store store;
  private final InstantSource clock;
  private final Tokens tokens;

  /**
   * Makes the sources of a store.
   *
   * @param random cryptographically strong
   */
  public WriteKeys(Store store, InstantSource clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    tokens = new Tokens(random);
  }

  /**
   * A source as people see it.
   *
   * @param source the source
   * @param prefix the first letters of its newest key
   * @param recent how many events came from it in the last 24 hours, and when the last one did;
   *     empty if none
   */
  public record Line(Source source, String prefix, Optional<Events.Count> recent) {}

  /**
   * Adds a source and returns its write key; nobody can see it again.
   *
   * @throws io.perenne.analytics.InputException if the name cannot be used, or is taken
   */
  public String add(Change by, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Words.refusal("source.name", name);
    }
    String key = newKey();
    store.write(
        in -> {
          EventSources sources = new EventSources(in);
          if (sources.find(name).isPresent()) {
            throw Words.refusal("source.taken", name);
          }
          long id = sources.add(name, by.who(), clock.instant());
          keep(sources, id, key);
          record(in, by, "source.add", name);
          return id;
        });
    return key;
  }

  /**
   * Gives a source another key and returns it.
   *
   * @param overlap how long the keys that it has still count
   * @throws io.perenne.analytics.InputException if there is no such source
   */
  public String rotate(Change by, String name, Duration overlap) {
    String key = newKey();
    store.write(
        in -> {
          EventSources sources = new EventSources(in);
          long id = require(sources, name).id();
          sources.expire(id, clock.instant().plus(overlap));
          keep(sources, id, key);
          record(in, by, "source.rotate", name);
          return id;
        });
    return key;
  }

  /**
   * Takes nothing more from a source, or takes its events again.
   *
   * @throws io.perenne.analytics.InputException if there is no such source
   */
  public void disable(Change by, String name, boolean disabled) {
    store.write(
        in -> {
          EventSources sources = new EventSources(in);
          long id = require(sources, name).id();
          sources.disable(id, disabled ? Optional.of(clock.instant()) : Optional.empty());
          record(in, by, disabled ? "source.disable" : "source.enable", name);
          return id;
        });
  }

  /**
   * Returns the source of a name.
   *
   * @throws io.perenne.analytics.InputException if there is none
   */
  public Source require(String name) {
    return store.read(in -> require(new EventSources(in), name));
  }

  /** Returns all sources by their names. */
  public List<Line> all() {
    return store.read(
        in -> {
          EventSources sources = new EventSources(in);
          Map<Long, String> prefixes =
              sources.keys(clock.instant()).stream()
                  .collect(
                      Collectors.toMap(
                          EventSources.WriteKey::sourceId,
                          EventSources.WriteKey::prefix,
                          (newer, older) -> newer));
          Map<Long, Events.Count> counts =
              new Events(in)
                  .countBySource(clock.instant().minus(COUNTED)).stream()
                      .collect(Collectors.toMap(Events.Count::sourceId, Function.identity()));
          return sources.all().stream()
              .map(
                  each ->
                      new Line(
                          each,
                          prefixes.getOrDefault(each.id(), ""),
                          Optional.ofNullable(counts.get(each.id()))))
              .toList();
        });
  }

  private String newKey() {
    return tokens.next().substring(0, LENGTH);
  }

  private void keep(EventSources sources, long id, String key) {
    sources.add(
        new EventSources.WriteKey(
            Tokens.hash(key), id, key.substring(0, SHOWN), clock.instant(), Optional.empty()));
  }

  private void record(Transaction in, Change by, String what, String name) {
    by.record(in, clock.instant(), what, name, Optional.empty(), Optional.empty());
  }

  private static Source require(EventSources sources, String name) {
    return sources.find(name).orElseThrow(() -> Words.refusal("source.unknown", name));
  }
}
