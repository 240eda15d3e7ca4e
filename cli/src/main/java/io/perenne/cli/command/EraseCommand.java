// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Sha256;
import io.perenne.cli.print.ErasurePrinter;
import io.perenne.cli.print.Messages;
import io.perenne.server.LiveHome;
import io.perenne.server.storage.Erasures;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne erase}: erases a person for good, and prints the proof. */
@Command(
    name = "erase",
    description = {
      "Erases a person for good: events, profile, identifiers, and the rows of all kept runs.",
      "Prints what that is, asks, and then prints the proof. A server on the home may run meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class EraseCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IDENTIFIER",
      description =
          "Anything the person is known by: an id of a customer, an address, or TYPE:VALUE such as"
              + " user_id:12347.")
  private String identifier = "";

  @Option(names = "--preview", description = "Prints what would be erased, and erases nothing.")
  private boolean preview;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    Messages messages = Messages.of(Speaker.of(spec));
    PrintWriter out = spec.commandLine().getOut();
    try (LiveHome live = store.open()) {
      ErasurePrinter.print(live.extent(identifier), messages, out);
      if (preview) {
        return;
      }
      out.flush();
      requireYes(messages);
      Erasures.Erasure erasure = live.erase(identifier);
      out.println(
          messages.text("erase.done", Long.toString(erasure.id()), Sha256.of(erasure.document())));
      out.println(erasure.document());
    }
  }

  private void requireYes(Messages messages) {
    boolean agreed =
        yes
            || TerminalPrompt.answer(messages.text("erase.ask"))
                .filter(answer -> TerminalPrompt.isYes(answer, messages))
                .isPresent();
    if (!agreed) {
      throw new InputException(
          Problem.of(Messages.message("erase.not-agreed"))
              .withRemedy(Messages.message("erase.not-agreed.remedy")));
    }
  }
}
