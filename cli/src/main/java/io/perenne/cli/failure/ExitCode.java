// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.analytics.delivery.DeliveryState;

/** How the process ends; scripts rely on these numbers. */
public final class ExitCode {
  /** All was done. */
  public static final int DONE = 0;

  /** A fault of this program. */
  static final int OUR_FAULT = 1;

  /** The user's input or configuration cannot be used. */
  public static final int INPUT = 2;

  /** Memory or disk ran out. */
  static final int OUT_OF_RESOURCES = 3;

  /** A run is not where it should be. */
  public static final int NOT_DELIVERED = 4;

  /** A run may or may not be where it should be. */
  static final int DELIVERY_UNKNOWN = 5;

  /** Somebody interrupted it, as shells count it. */
  static final int INTERRUPTED = 130;

  /** Returns what the end of a delivery means. */
  public static int of(DeliveryState state) {
    return switch (state) {
      case DELIVERED -> DONE;
      case STARTED, FAILED, DEAD_LETTER -> NOT_DELIVERED;
      case UNKNOWN -> DELIVERY_UNKNOWN;
    };
  }

  private ExitCode() {}
}
