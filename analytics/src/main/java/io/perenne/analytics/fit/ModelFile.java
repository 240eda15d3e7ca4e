// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

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

/** A fitted model as a JSON file. Every layout ever written can be read. */
public final class ModelFile {

  private static final Json JSON = Json.documents().withLowerCaseEnums().withoutNulls();

  private ModelFile() {}

  /** Returns the model as JSON text. */
  public static String toJson(FittedModel model) {
    return JSON.write(model) + "\n";
  }

  /** Writes a model to a file, whole or not at all. */
  public static void write(FittedModel model, Path file) {
    try {
      DurableFiles.write(file, toJson(model), Access.USUAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a model from a file.
   *
   * @throws InputException if it is no model, or of a layout that this program does not know
   */
  public static FittedModel read(Path file) {
    Message what = Texts.message("problem.model.none");
    Message remedy = Texts.message("problem.model.make");
    int format = JSON.read(file, Format.class, what, remedy).format();
    if (format < 1 || format > FittedModel.FORMAT) {
      throw new InputException(
          Problem.of(Texts.message("problem.model.format"))
              .withWhere(file.toString())
              .withValue("format " + format)
              .withRemedy(remedy));
    }
    return JSON.read(file, FittedModel.class, what, remedy);
  }

  /** The layout of a document. */
  private record Format(int format) {}
}
