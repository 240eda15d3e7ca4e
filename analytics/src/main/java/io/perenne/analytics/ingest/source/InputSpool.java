// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.excel.SheetName;
import io.perenne.analytics.ingest.excel.Workbook;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.InputPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the file with the table of an input. What comes through a pipe is kept in a file first, a
 * sheet of a workbook is written as text, whose lines are the sheet's rows, and JSON in one piece
 * as one object a line.
 */
final class InputSpool {

  private static final int HEAD = 8192;
  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final Path workFolder;
  private final Predicate<List<List<String>>> isTable;

  /**
   * Makes a spool.
   *
   * @param workFolder an existing folder that is deleted when the input has been read
   * @param isTable whether the first rows of a sheet seem to be the table that is looked for
   */
  InputSpool(Path workFolder, Predicate<List<List<String>>> isTable) {
    this.workFolder = workFolder;
    this.isTable = isTable;
  }

  /**
   * Where an input is; pipes are read to their end.
   *
   * @throws InputException if it is a device, a pipe without writer, or a workbook that cannot be
   *     read
   */
  InputPlace place(Path path) {
    SheetName name = sheetName(path);
    Path file = Path.of(name.file());
    Path raw = isStream(file) ? PipeCopy.keep(file, workFolder) : file;
    if (Workbook.isWorkbook(file, head(file, raw))) {
      return sheet(name, file, raw);
    }
    if (name.sheet().isPresent()) {
      throw InputException.of(file, Texts.message("problem.excel.no-workbook", name.sheet().get()));
    }
    return JsonLines.isNeeded(file, sample(raw, file))
        ? new InputPlace(file, raw, JsonLines.write(file, raw, workFolder))
        : new InputPlace(file, raw, raw);
  }

  /** The first bytes of a file that is named like JSON; nothing of any other. */
  private static byte[] sample(Path raw, Path shown) {
    return JsonLines.isNamed(shown) ? Content.of(raw).sample() : new byte[0];
  }

  /** A file may be called so, number sign and all; then it is no sheet. */
  private static SheetName sheetName(Path path) {
    return Files.exists(path)
        ? new SheetName(path.toString(), Optional.empty())
        : SheetName.parse(path.toString());
  }

  /** Returns the file that a path means, which may name a sheet in it. */
  static Path file(Path path) {
    return Path.of(sheetName(path).file());
  }

  /** Whether a file must be copied before it can be read: a workbook. Pipes are refused. */
  static boolean isNeeded(Path path) {
    Path file = file(path);
    if (isStream(file)) {
      throw InputException.of(file, Texts.message("problem.pipe.once"));
    }
    return Workbook.isWorkbook(file, head(file, file));
  }

  private static byte[] head(Path shown, Path raw) {
    try (InputStream in = Files.newInputStream(raw)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw Content.refusal(shown, e);
    }
  }

  /** Whether a file is a pipe; a device is refused, which might never end. */
  private static boolean isStream(Path file) {
    int kind = specialKind(file);
    if (kind == 0 || kind == PIPE) {
      return kind == PIPE;
    }
    throw InputException.of(
        file, Texts.message(kind == SOCKET ? "problem.file.socket" : "problem.file.device"));
  }

  /** The kind of a file that is neither a file nor a folder; 0 if it is, or nobody knows. */
  private static int specialKind(Path file) {
    try {
      boolean special = Files.readAttributes(file, BasicFileAttributes.class).isOther();
      return special ? (Integer) Files.getAttribute(file, "unix:mode") & KIND : 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return 0; // opening it will say why
    }
  }

  private InputPlace sheet(SheetName name, Path file, Path raw) {
    try (Workbook book = Workbook.open(file, raw)) {
      String sheet = book.choose(name.sheet(), isTable);
      Path copy = Files.createTempFile(workFolder, "sheet-", ".csv");
      book.copy(sheet, copy);
      return new InputPlace(Path.of(name.file() + "#" + sheet), raw, copy);
    } catch (IOException e) {
      throw Content.refusal(file, e);
    }
  }
}
