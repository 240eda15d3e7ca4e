// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.control;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;

/** A side of the experiment (the column {@code CG_SEGMENT}). */
public enum Arm implements Labelled {
  /** Gets no marketing, so that the effect of marketing can be measured. */
  CONTROL("control"),
  /** Gets marketing. */
  TARGET("target");

  private final String code;

  Arm(String code) {
    this.code = code;
  }

  /** Returns the code written to the file, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return Messages.of(language).text("arm." + code);
  }
}
