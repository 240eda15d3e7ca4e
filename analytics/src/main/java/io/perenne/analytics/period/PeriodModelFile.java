// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.period;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Json;
import io.perenne.clv.words.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** A model that counts periods as a JSON file. */
public final class PeriodModelFile {
  private static final Json JSON = Json.documents().withLowerCaseEnums().withoutNulls();

  private PeriodModelFile() {}

  /** Returns the model as JSON text. */
  public static String toJson(PeriodModel model) {
    return JSON.write(model) + "\n";
  }

  /** Writes a model to a file, whole or not at all. */
  public static void write(PeriodModel model, Path file) {
    try {
      DurableFiles.write(file, toJson(model), Access.USUAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model from a file; absent if the file holds a model that counts days.
   *
   * @throws InputException if it is no model, or of a layout that this program does not know
   */
  public static Optional<PeriodModel> read(Path file) {
    Message what = Texts.message("problem.model.none");
    Message remedy = Texts.message("problem.model.make");
    Kind kind = JSON.read(file, Kind.class, what, remedy);
    if (!PeriodModel.NAMES.contains(kind.model())) {
      return Optional.empty();
    }
    if (kind.format() != PeriodModel.FORMAT) {
      throw new InputException(
          Problem.of(Texts.message("problem.model.format"))
              .withWhere(file.toString())
              .withValue("format " + kind.format())
              .withRemedy(remedy));
    }
    return Optional.of(JSON.read(file, PeriodModel.class, what, remedy));
  }

  /** What tells kinds of models apart. */
  private record Kind(int format, String model) {}
}
