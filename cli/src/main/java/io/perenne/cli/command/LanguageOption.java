// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.clv.words.Language;
import picocli.CommandLine.Option;

/** The language of what is printed, for commands that read no configuration. */
final class LanguageOption {
  @Option(
      names = "--language",
      paramLabel = "es|en",
      defaultValue = "en",
      description =
          "Language of the comments: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Language language = Language.EN;

  Language language() {
    return language;
  }
}
