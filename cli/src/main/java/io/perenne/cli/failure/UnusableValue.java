// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.clv.words.Message;
import picocli.CommandLine.TypeConversionException;

/** A word of the command line that is not a value of its option. */
public final class UnusableValue extends TypeConversionException {
  private static final long serialVersionUID = 1L;

  private final transient Message sentence;

  /** Creates the refusal from what was expected. */
  public UnusableValue(Message sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  /** Returns what was expected. */
  Message sentence() {
    return sentence;
  }
}
