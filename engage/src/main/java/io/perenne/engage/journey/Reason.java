// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import java.util.Locale;

/** Why something happened in a journey, or did not. */
public enum Reason {
  /** The last step, or a step that ends. */
  FINISHED,
  /** A purchase, or another event at which people leave. */
  EVENT,
  /** The person is in another segment. */
  SEGMENT_LEFT,
  /** The person is in the control group. */
  CONTROL,
  /** The person was erased. */
  ERASED,
  /** Nobody knows the person. */
  UNKNOWN,
  /** The person must not be contacted. */
  SUPPRESSED,
  /** The person withdrew consent, and no channel of the journey is left. */
  CONSENT,
  /** The journey was stopped. */
  STOPPED,
  /** The person is in it already. */
  ACTIVE,
  /** It is too early to enter again, or never allowed. */
  AGAIN,
  /** The same event was already told. */
  SAME_EVENT,
  /** The journey takes nobody now. */
  CLOSED,
  /** The condition of the journey does not hold. */
  CONDITION,
  /** The person has an open case. */
  OPEN_CASE,
  /** The person may not be addressed by any of the channels. */
  NO_CHANNEL,
  /** It would have come too late. */
  EXPIRED,
  /** Whoever does it said no: caps, a bounce, a failing channel. */
  REFUSED,
  /** Whether it was done is not known; it is not done again. */
  UNCERTAIN;

  /** Returns the stable name, as {@code segment-left}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
