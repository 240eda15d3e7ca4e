// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;

/** Why a customer's segment moved since the previous run. */
public enum EvolutionCause implements Labelled {
  /** The customer bought since then. */
  PURCHASE("purchase"),
  /** Silence went on, or old purchases left the interval. */
  AGEING("ageing"),
  /** The thresholds moved under a customer who did not. */
  THRESHOLD("threshold"),
  /** Purchases of the time before the previous run were added, changed or removed. */
  DATA_CORRECTION("data-correction"),
  /** The configuration that defines segments was changed. */
  CONFIG("config");

  private final String code;

  EvolutionCause(String code) {
    this.code = code;
  }

  /** Returns the stable code, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return Messages.of(language).text("cause." + code);
  }
}
