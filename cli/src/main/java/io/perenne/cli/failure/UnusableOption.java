// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.failure;

import io.perenne.clv.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** An option that cannot be used as it was given, or not beside another one. */
public final class UnusableOption extends ParameterException {
  private static final long serialVersionUID = 1L;

  private final transient Message sentence;

  /** Creates the refusal from what it says. */
  public UnusableOption(CommandLine command, Message sentence) {
    super(command, sentence.toString());
    this.sentence = sentence;
  }

  /** Returns what it says. */
  Message sentence() {
    return sentence;
  }
}
