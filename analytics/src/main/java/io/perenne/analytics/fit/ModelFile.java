// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.home.Json;
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
    String remedy = "make one with perenne fit --save";
    int format = JSON.read(file, Format.class, "not a model", remedy).format();
    if (format < 1 || format > FittedModel.FORMAT) {
      throw new InputException(
          Problem.of("not a model in a format this version knows")
              .withWhere(file.toString())
              .withValue("format " + format)
              .withRemedy(remedy));
    }
    return JSON.read(file, FittedModel.class, "not a model", remedy);
  }

  /** The layout of a document. */
  private record Format(int format) {}
}
