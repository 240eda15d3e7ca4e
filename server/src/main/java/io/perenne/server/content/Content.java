// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.util.Map;
import java.util.Set;

/**
 * What one message says, by each channel that it can go by and in both languages.
 *
 * @param name the journey and the name within it, such as {@code J04.1/offer}
 * @param texts the templates of each channel and language by their field, such as {@code subject}
 *     or {@code call-to-action.link}
 */
public record Content(String name, Map<Channel, Map<Language, Map<String, String>>> texts) {
  /** Makes it immutable. */
  public Content {
    texts = Map.copyOf(texts);
  }

  /** Returns the channels that it can go by. */
  public Set<Channel> channels() {
    return texts.keySet();
  }

  /** Returns the templates for a channel by their field; empty if it cannot go by it. */
  public Map<String, String> texts(Channel channel, Language language) {
    return texts.getOrDefault(channel, Map.of()).getOrDefault(language, Map.of());
  }
}
