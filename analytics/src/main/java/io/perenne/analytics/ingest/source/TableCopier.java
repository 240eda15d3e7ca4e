// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.ingest.text.Content;
import io.perenne.analytics.ingest.text.RecordWalk;
import io.perenne.analytics.ingest.text.TableFile;
import io.perenne.analytics.ingest.text.TextEncoding;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rewrites delimited text that the engine cannot read, or reads wrongly, as RFC 4180 in UTF-8, and
 * leaves out broken records. The engine is fast on sound files; on a file with one stray quote it
 * may drop tens of megabytes without a word, and mixed line ends stop it altogether.
 */
public final class TableCopier {

  private final Path workDirectory;

  TableCopier(Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  /**
   * Copies a file and returns it with its copy.
   *
   * @throws InputException if it is copied already: what cannot be read from a clean copy cannot be
   *     read at all
   */
  public TableFile copy(TableFile file) {
    if (file.copy() != null) {
      throw InputException.of(file.path(), Texts.message("problem.file.hopeless"));
    }
    TableFile source = withTrueEncoding(file);
    try {
      Path copy = Files.createTempFile(workDirectory, "input-", ".csv");
      try (RecordWalk walk = RecordWalk.damaged(source);
          BufferedWriter writer = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
        while (walk.next()) {
          if (walk.isSound()) {
            write(walk.fields(), writer);
          }
        }
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(copy);
        throw Content.refusal(file.path(), e);
      }
      return source.withCopy(copy);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * A sample of plain ASCII does not tell the encoding; if the whole file is not UTF-8 anywhere, it
   * is Windows-1252.
   */
  private static TableFile withTrueEncoding(TableFile file) {
    if (!file.csv().encoding().equals(StandardCharsets.UTF_8)) {
      return file;
    }
    long broken = 0;
    long sound = 0;
    char[] buffer = new char[1 << 14];
    try (Reader reader =
        RecordWalk.reader(Content.of(file.table()).open(), StandardCharsets.UTF_8)) {
      for (int count = reader.read(buffer); count > 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          broken += buffer[i] == RecordWalk.UNREADABLE ? 1 : 0;
          sound += buffer[i] > 0x7f && buffer[i] != RecordWalk.UNREADABLE ? 1 : 0;
        }
      }
    } catch (IOException | RuntimeException e) {
      throw Content.refusal(file.path(), e);
    }
    boolean windows = broken > 0 && sound == 0;
    return windows ? file.withDialect(file.csv().withEncoding(TextEncoding.WINDOWS)) : file;
  }

  private static void write(List<String> fields, BufferedWriter writer) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        writer.write(',');
      }
      writer.write(Csv.value(fields.get(i)));
    }
    writer.write('\n');
  }
}
