// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DraftFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The copy of the contract file that was asked for.
 *
 * @param out where it goes, absolute
 * @param asGiven the path as it was given
 */
record ContractCopy(Path out, Path asGiven) {
  static ContractCopy to(Path out) {
    return new ContractCopy(out.toAbsolutePath(), out);
  }

  /** Makes the folder and tries to write there: a run should not be published to fail after. */
  void requireWritable() {
    if (Files.isDirectory(out)) {
      throw refusal("is a folder", "give a file in it, as in --out FILE.csv");
    }
    try {
      Files.createDirectories(folder());
      DraftFile.of(out, Access.USUAL).close();
    } catch (IOException e) {
      throw refusal(
          "no file can be written there, " + e.getClass().getSimpleName(),
          "give a file in a folder that exists or can be made, and that you may write to");
    }
  }

  private InputException refusal(String what, String remedy) {
    return new InputException(new Problem(what, "--out", asGiven.toString(), remedy));
  }

  /** Puts the file there, whole or not at all; tells each step before and after it. */
  void write(Path contract, Consumer<String> steps) {
    try {
      Files.createDirectories(folder());
      steps.accept("copying the file to " + folder());
      try (DraftFile draft = DraftFile.of(out, Access.USUAL)) {
        try (OutputStream copy = draft.open()) {
          Files.copy(contract, copy);
        }
        steps.accept("naming the copy");
        draft.commit();
      }
      steps.accept("the copy is there");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    Path folder = out.getParent();
    return folder == null ? out : folder;
  }
}
