// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/**
 * The customers kept out of marketing so that its effect can be measured.
 *
 * @param share the part of customers in control, in [0, 0.5]; 0 switches the control group off
 * @param mode how they are drawn
 * @param salt the secret of the draw
 * @param epoch the name of the epoch, so that a new one can begin with all else as it was
 */
public record ControlGroupSettings(
    double share, ControlGroupMode mode, ControlGroupSalt salt, String epoch) {
  public ControlGroupSettings {
    if (!(share >= 0 && share <= 0.5)) {
      throw new IllegalArgumentException("control-group.share not in [0, 0.5]: " + share);
    }
    if (epoch.isBlank()) {
      throw new IllegalArgumentException("control-group.epoch is blank");
    }
  }

  /** Returns whether there is no control group. */
  public boolean isOff() {
    return share == 0;
  }
}
