// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.profile;

import java.util.Locale;

/** Why a customer is in another segment, or worth more or less. */
public enum Cause {
  /** Nothing has happened: a silence grew longer, or purchases left the interval. */
  TIME,
  /** An order came, or one became greater. */
  PURCHASE,
  /** An order was refunded or cancelled. */
  REFUND,
  /** Identifiers were found to be of one person, or of one no longer. */
  MERGE,
  /** Another run was published: its models, its thresholds, or what its files tell. */
  RUN;

  /** Returns the code, as events and the API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
