// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import java.util.Optional;

/**
 * Which customers of a run are of interest: those that meet every condition given.
 *
 * @param segment the id of a segment, two digits
 * @param band the id of a value band
 * @param arm the side in the control group, as it stands in the contract file
 * @param text a part of the id or the e-mail address, in any case
 */
public record CustomerFilter(
    Optional<String> segment, Optional<String> band, Optional<String> arm, Optional<String> text) {
  /** Everybody. */
  public static final CustomerFilter ALL =
      new CustomerFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns this with a segment. */
  public CustomerFilter withSegment(String id) {
    return new CustomerFilter(Optional.of(id), band, arm, text);
  }

  /** Returns this with a value band. */
  public CustomerFilter withBand(String id) {
    return new CustomerFilter(segment, Optional.of(id), arm, text);
  }

  /** Returns this with a side in the control group. */
  public CustomerFilter withArm(String name) {
    return new CustomerFilter(segment, band, Optional.of(name), text);
  }

  /** Returns this with a part of the id or the e-mail address; blank text restricts nothing. */
  public CustomerFilter withText(String part) {
    return new CustomerFilter(
        segment, band, arm, Optional.of(part).filter(given -> !given.isBlank()));
  }
}
