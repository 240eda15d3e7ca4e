// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.print.Messages;
import io.perenne.server.LiveHome;
import io.perenne.server.live.intake.EventFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne import events}: takes the events of a file. */
@Command(
    name = "events",
    description = {
      "Takes the events of a file: one message of JSON a line, as tracking libraries send them, and"
          + " as Segment and RudderStack export them; also compressed by gzip.",
      "A file that is taken again counts nothing twice. A server may run meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ImportEventsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file of events.")
  private Path file = Path.of("");

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "import",
      description =
          "The source that the events are said to come from; added if it is not there. Default:"
              + " ${DEFAULT-VALUE}.")
  private String source = "import";

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Where lines are written that are no events, with what is wrong. Default: the name of the"
              + " file with .rejects.ndjson.")
  private @Nullable Path rejects;

  @Mixin private StoreOptions store = new StoreOptions();

  @Override
  public void run() {
    Path rejected =
        rejects == null ? file.resolveSibling(file.getFileName() + ".rejects.ndjson") : rejects;
    PrintWriter out = spec.commandLine().getOut();
    Messages messages = Messages.of(Speaker.of(spec));
    try (LiveHome live = store.open()) {
      EventFile.Result result = live.take(file, source, rejected);
      out.println(
          messages.text(
              "import.events",
              Long.toString(result.lines()),
              Long.toString(result.events()),
              Long.toString(result.duplicates()),
              Long.toString(result.rejects())));
      if (result.rejects() > 0) {
        out.println(messages.text("import.rejects", rejected.toString()));
      }
    }
  }
}
