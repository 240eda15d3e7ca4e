// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.perenne.analytics.config.ControlGroupSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which nobody changes sides: one salt, one share, one way to draw.
 *
 * @param id the epoch; its ledger is named so
 * @param name what the configuration calls it
 * @param share the part of customers in control
 * @param mode how they are drawn
 * @param salt where the secret is: {@code file:} and a name in the same folder, or the fingerprint
 *     of one that the configuration gives
 * @param opened when the first run began that drew by it
 * @param closed when the run began that ended it; absent in the present epoch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Epoch(
    String id,
    String name,
    double share,
    String mode,
    String salt,
    Instant opened,
    @Nullable Instant closed) {
  /** What a reference to a kept salt begins with. */
  static final String KEPT = "file:";

  /** Returns whether the configuration still asks for this epoch. */
  boolean answers(ControlGroupSettings settings) {
    return share == settings.share()
        && mode.equals(settings.mode().toString())
        && name.equals(settings.epoch())
        && (settings.salt().secret().isPresent()
            ? salt.equals(settings.salt().toString())
            : salt.startsWith(KEPT));
  }

  Epoch closedAt(Instant instant) {
    return new Epoch(id, name, share, mode, salt, opened, instant);
  }
}
