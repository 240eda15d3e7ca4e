// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.time.Instant;
import java.util.Locale;

/**
 * Something happened to a person.
 *
 * @param name what: one of the names here, or that of an event in small letters
 * @param at when it happened, which may be before it is told
 * @param key which of its kind: the same fact told twice, by an event and by a run, has one key
 */
public record Signal(String name, Instant at, String key) {
  /** A purchase. Its key is the local day, as a run knows no more of it. */
  public static final String PURCHASE = "purchase";

  /** The person is in another segment than before. */
  public static final String SEGMENT_CHANGED = "segment-changed";

  /** The person belongs to a segment of the journey no more; only said in files. */
  public static final String SEGMENT_LEFT = "segment-left";

  /** The person withdrew consent, for one channel or all. */
  public static final String CONSENT_CHANGED = "consent-changed";

  /** The person was erased. */
  public static final String ERASED = "erased";

  /** The person is in the control group from now on. */
  public static final String CONTROL = "control";

  /** Makes small letters. */
  public Signal {
    name = small(name);
  }

  /** Returns the name of an event as signals have it. */
  public static String small(String event) {
    return event.strip().toLowerCase(Locale.ROOT);
  }
}
