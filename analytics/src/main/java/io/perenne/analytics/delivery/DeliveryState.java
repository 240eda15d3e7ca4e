// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import java.util.Locale;

/** The state of the delivery of a run to a destination. */
public enum DeliveryState {
  /** Begun. If no process is at it, one was killed, and the destination has to be asked. */
  STARTED,

  /** There, whole and verified. */
  DELIVERED,

  /** The last attempt failed, and there was to be another. */
  FAILED,

  /** It may or may not be there, and the destination could not be asked. */
  UNKNOWN,

  /** Not there and given up; waits for a person. */
  DEAD_LETTER;

  /** Returns the name in files and on screens. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
