// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.source;

import io.perenne.server.account.Tokens;
import io.perenne.server.storage.EventSources;
import io.perenne.server.storage.EventSources.Source;
import io.perenne.server.storage.Store;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The write keys that count now, remembered for a second: no event waits for the store to say whose
 * it is.
 */
public final class KnownKeys {
  private static final long REMEMBERED_NANOS = 1_000_000_000L;

  private final Store store;
  private final InstantSource clock;
  private volatile Known known = new Known(Map.of(), 0, false);

  /** Makes the keys of a store. */
  public KnownKeys(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Known(Map<String, Source> sources, long read, boolean complete) {}

  /**
   * Returns the source of a key; empty if the key is unknown or its time is over. Whether the
   * source is in use is for the caller to look at.
   */
  public Optional<Source> source(String key) {
    return Optional.ofNullable(current().get(Tokens.hash(key)));
  }

  private Map<String, Source> current() {
    Known now = known;
    if (now.complete() && System.nanoTime() - now.read() < REMEMBERED_NANOS) {
      return now.sources();
    }
    return read();
  }

  private synchronized Map<String, Source> read() {
    Known now = known;
    if (now.complete() && System.nanoTime() - now.read() < REMEMBERED_NANOS) {
      return now.sources(); // another thread was faster
    }
    Map<String, Source> sources =
        store.read(
            in -> {
              EventSources repository = new EventSources(in);
              Map<Long, Source> byId =
                  repository.all().stream()
                      .collect(Collectors.toMap(Source::id, Function.identity()));
              Map<String, Source> byKey = new HashMap<>();
              repository
                  .keys(clock.instant())
                  .forEach(
                      key ->
                          Optional.ofNullable(byId.get(key.sourceId()))
                              .ifPresent(source -> byKey.put(key.keyHash(), source)));
              return byKey;
            });
    known = new Known(Map.copyOf(sources), System.nanoTime(), true);
    return sources;
  }
}
