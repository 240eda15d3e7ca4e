// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.destinations;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.Channels;
import io.perenne.analytics.delivery.channel.Channel;
import java.util.List;
import java.util.Map;

/**
 * The fields of a destination.
 *
 * @param name of the destination; empty for a new one
 * @param isNew whether it is a new one, whose name can be typed
 * @param channel its kind
 * @param values what the fields hold, by the names of keys
 * @param problems what was refused, a sentence each
 */
public record DestinationForm(
    String name,
    boolean isNew,
    Channel channel,
    Map<String, String> values,
    List<String> problems) {
  /** Copies the collections. */
  public DestinationForm {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /** Returns the keys that everybody sees: what is needed, and what was set. */
  public List<Key<?>> first() {
    return keys().stream().filter(this::isFirst).toList();
  }

  /** Returns all other keys. */
  public List<Key<?>> more() {
    return keys().stream().filter(key -> !isFirst(key)).toList();
  }

  private boolean isFirst(Key<?> key) {
    return key.is(Key.Trait.REQUIRED)
        || values.containsKey(key.name())
        || channel.keys().contains(key);
  }

  private List<Key<?>> keys() {
    return Channels.keys(channel).stream()
        .filter(key -> !key.name().equals("kind"))
        .<Key<?>>map(key -> key)
        .toList();
  }

  /** Returns what a field holds; nothing of what may be a secret. */
  public String value(Key<?> key) {
    return key.is(Key.Trait.CONFIDENTIAL) ? "" : values.getOrDefault(key.name(), "");
  }

  /** Returns whether a value is kept that is not shown. */
  public boolean isHidden(Key<?> key) {
    return key.is(Key.Trait.CONFIDENTIAL) && values.containsKey(key.name());
  }
}
