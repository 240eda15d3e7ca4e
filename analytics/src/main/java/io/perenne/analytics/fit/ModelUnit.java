// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The unit of time of a model's parameters. */
public enum ModelUnit {
  /** Days. */
  DAY(1),
  /** Weeks of exactly seven days, as in the literature. */
  WEEK(7);

  private final int days;

  ModelUnit(int days) {
    this.days = days;
  }

  /** Returns the length in days. */
  public int days() {
    return days;
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
