// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.clv.words.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lets commands speak the reader's language where they read no run or configuration that says. */
public final class ReaderDefaults implements IDefaultValueProvider {
  private final Language language;

  /** Creates the defaults for a reader. */
  public ReaderDefaults(Language language) {
    this.language = language;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    boolean reader =
        argument instanceof OptionSpec option
            && option.longestName().equals("--language")
            && option.defaultValue() != null;
    return reader ? language.code() : null;
  }
}
