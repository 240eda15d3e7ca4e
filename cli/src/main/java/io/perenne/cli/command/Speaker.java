// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.clv.words.Language;
import picocli.CommandLine.Model.CommandSpec;

/** The program as it speaks to the person who started it. */
public interface Speaker {
  /** Returns the language of everything that no configuration decides, errors included. */
  Language language();

  /** Returns the language in which a command speaks. */
  static Language of(CommandSpec command) {
    return command.root().userObject() instanceof Speaker speaker
        ? speaker.language()
        : Language.EN;
  }
}
