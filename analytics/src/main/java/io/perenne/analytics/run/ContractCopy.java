// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DraftFile;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Message;
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
      throw refusal(
          Texts.message("problem.copy.folder"), Texts.message("problem.copy.folder.remedy"));
    }
    try {
      Files.createDirectories(folder());
      DraftFile.of(out, Access.USUAL).close();
    } catch (IOException e) {
      if (isFull(e)) {
        throw new UncheckedIOException(e);
      }
      throw refusal(Texts.message("problem.copy"), Texts.message("problem.copy.remedy"));
    }
  }

  private static boolean isFull(Exception e) {
    return String.valueOf(e.getMessage()).contains("No space left");
  }

  private InputException refusal(Message what, Message remedy) {
    return new InputException(
        Problem.of(what).withWhere("--out").withValue(asGiven.toString()).withRemedy(remedy));
  }

  /**
   * Puts the file of a run there that is published already.
   *
   * @throws OutOfResourcesException if the disk there is full
   * @throws InputException if it cannot be written for another reason
   */
  void writeAfter(RunDocument run, Path contract, Consumer<String> steps) {
    try {
      write(contract, steps);
    } catch (UncheckedIOException e) {
      Problem problem =
          Problem.of(Texts.message("problem.copy.after", run.runId()))
              .withWhere("--out")
              .withValue(asGiven.toString())
              .withRemedy(Texts.message("problem.copy.after.remedy", contract));
      if (isFull(e)) {
        throw new OutOfResourcesException(problem, e);
      }
      throw new InputException(problem, e);
    }
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
