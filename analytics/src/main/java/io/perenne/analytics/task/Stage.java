// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.task;

/** A stage of the main job, in order. */
public enum Stage {
  /** Finding out what the files hold. */
  READ,
  /** Reducing rows to purchase histories. */
  SUMMARIZE,
  /** Fitting the models. */
  FIT,
  /** Valuing customers. */
  VALUE,
  /** Computing thresholds and deciding segments. */
  SEGMENT,
  /** Writing and checking the datamodel. */
  PUBLISH;

  /** Returns the name in reports. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
