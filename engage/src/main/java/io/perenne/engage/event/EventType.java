// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.event;

import java.util.Locale;
import java.util.Optional;

/** The calls of the tracking protocol that Segment has made common. */
public enum EventType {
  /** Says who somebody is. */
  IDENTIFY,
  /** Says what somebody did. */
  TRACK,
  /** Says which page of a site somebody looks at. */
  PAGE,
  /** Says which screen of an app somebody looks at. */
  SCREEN,
  /** Says which account somebody belongs to. */
  GROUP,
  /** Says that somebody has another id from now on. */
  ALIAS,
  /** Says which identifiers are of one person, in RudderStack's dialect. */
  MERGE;

  /** Returns the word of the protocol, such as {@code track}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type of a word, or of its first letter, as browsers send it. */
  public static Optional<EventType> of(String word) {
    for (EventType type : values()) {
      if (type.code().equals(word) || type.code().substring(0, 1).equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
