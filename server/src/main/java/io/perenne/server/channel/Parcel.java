// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.util.Map;

/**
 * A message on its way.
 *
 * @param id the number of the message
 * @param key what no other message has and every attempt at this one does; says nothing of the
 *     person
 * @param person the id of a customer, or {@code profile:ID}
 * @param channel by what way
 * @param address where the person is reached; empty where people look by themselves
 * @param action what is done by it
 * @param service whether it serves and does not sell
 * @param language the language of its texts
 * @param texts what it says, by the names of its channel, such as {@code subject}
 * @param preferences where the person says what may be sent; empty if nobody can
 */
public record Parcel(
    long id,
    String key,
    String person,
    Channel channel,
    String address,
    String action,
    boolean service,
    Language language,
    Map<String, String> texts,
    String preferences) {
  /** Copies the texts. */
  public Parcel {
    texts = Map.copyOf(texts);
  }

  /** Returns a text; empty if there is none of a name. */
  public String text(String name) {
    return texts.getOrDefault(name, "");
  }
}
