// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.RunDocument;
import io.perenne.cli.print.RunPrinter;
import io.perenne.clv.words.Language;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands tell what they read of a run: in words, of which language, or for machines. */
final class ReadingOptions {
  @Option(
      names = "--language",
      paramLabel = "es|en",
      description = "Language of the words. Default: the run's.")
  private @Nullable Language language;

  @Option(names = "--json", description = "Prints one JSON object for machines instead of text.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Returns the language that was asked for; empty for that of the run. */
  Optional<Language> asked() {
    return Optional.ofNullable(language);
  }

  /** Returns the language of the words about a run. */
  Language language(RunDocument run) {
    return asked().orElseGet(() -> RunPrinter.language(run));
  }
}
