// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal, if there is one. */
final class TerminalPrompt {
  private TerminalPrompt() {}

  /** Returns a secret, which is not shown while it is typed. */
  static Optional<String> secret(String what) {
    Console console = console();
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readPassword("%s: ", what)).map(String::new);
  }

  /** Returns the answer to a question. */
  static Optional<String> answer(String question) {
    Console console = console();
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readLine("%s ", question)).map(String::strip);
  }

  /** Returns whether an answer is yes. */
  static boolean isYes(String answer, Messages messages) {
    return answer.equalsIgnoreCase(messages.text("destinations.yes"))
        || answer.equalsIgnoreCase("si")
        || answer.equalsIgnoreCase("yes");
  }

  /**
   * From Java 22 on there is always one; without a terminal it reads nothing, which is no answer.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static @Nullable Console console() {
    return System.console();
  }
}
