// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the records of a delimited text and sorts the sound from the broken. A record is
 * broken if it has too few or too many fields, if its quotes do not match, if it holds bytes that
 * are no characters, or if a quote has swallowed whole rows. After a broken record the walk goes on
 * with the next line, so that one stray quote costs one row and not the rest of the file.
 */
public final class RecordWalk implements Closeable {

  /** Stands for bytes that are no characters; not a character itself, so no text contains it. */
  public static final char UNREADABLE = '\ufdd0';

  private final CsvParser parser;
  private final CsvFormat dialect;
  private final int width;
  private final boolean lenient;
  private long place;
  private long line;
  private List<String> fields = List.of();
  private @Nullable Message fault;

  private RecordWalk(CsvParser parser, CsvFormat dialect, int width, boolean lenient) {
    this.parser = parser;
    this.dialect = dialect;
    this.width = width;
    this.lenient = lenient;
  }

  /** Walks a file whose every record the engine could read: nothing in it is broken. */
  public static RecordWalk sound(TableFile file) throws IOException {
    return open(file, true);
  }

  /** Walks a file that may have broken records. */
  public static RecordWalk damaged(TableFile file) throws IOException {
    return open(file, false);
  }

  private static RecordWalk open(TableFile file, boolean lenient) throws IOException {
    CsvFormat dialect = file.csv();
    CsvParser parser =
        new CsvParser(reader(Content.of(file.table()).open(), dialect.encoding()), dialect);
    if (dialect.header()) {
      parser.next();
    }
    return new RecordWalk(parser, dialect, file.columns().size(), lenient);
  }

  /** Characters without the byte order mark. */
  public static Reader reader(InputStream in, Charset encoding) throws IOException {
    Reader reader =
        new InputStreamReader(
            new BufferedInputStream(in, 1 << 16),
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(UNREADABLE)));
    java.io.PushbackReader skipping = new java.io.PushbackReader(reader, 1);
    int first = skipping.read();
    if (first >= 0 && first != '\ufeff') {
      skipping.unread(first);
    }
    return skipping;
  }

  /** Moves to the next record, sound or broken; false at the end. */
  public boolean next() throws IOException {
    if (!parser.next()) {
      return false;
    }
    line = parser.line();
    fields = parser.fields();
    fault = lenient ? null : findFault();
    if (fault == null) {
      place++;
    } else if (parser.lineAfter() > line + 1 && mustGoBack()) {
      parser.backToSecondLine();
    }
    return true;
  }

  private @Nullable Message findFault() {
    if (parser.problem().isPresent()) {
      return parser.problem().get();
    }
    if (fields.size() != width) {
      return Texts.message(
          fields.size() > width ? "reject.many-fields" : "reject.few-fields",
          "" + fields.size(),
          "" + width);
    }
    if (indexOf(parser.raw(), UNREADABLE) >= 0) {
      return Texts.message("reject.encoding", dialect.encoding().name());
    }
    return swallowsRows() ? Texts.message("reject.swallows") : null;
  }

  private static int indexOf(CharSequence text, char wanted) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Whether every line between the first and the last of a record is a whole row itself. */
  private boolean swallowsRows() {
    long lines = parser.lineAfter() - line;
    if (lines < 3 || width < 3) {
      return false;
    }
    List<String> inside = parser.raw().toString().lines().toList();
    return inside.subList(1, inside.size() - 1).stream().allMatch(this::isRow);
  }

  private boolean isRow(String text) {
    List<CsvRow> rows = CsvFormatDetector.read(text, dialect, 2);
    return rows.size() == 1
        && rows.get(0).problem().isEmpty()
        && rows.get(0).fields().size() == width;
  }

  /**
   * A record of several lines with well-formed quotes is one record, unless a row begins inside.
   */
  private boolean mustGoBack() {
    if (parser.problem().isPresent()) {
      return true;
    }
    return parser.raw().toString().lines().skip(1).anyMatch(this::isRow);
  }

  /** Whether the current record is sound. */
  public boolean isSound() {
    return fault == null;
  }

  /** What is wrong with the current record, which is not sound. */
  public Message fault() {
    return Objects.requireNonNull(fault);
  }

  /** The number of the current sound record among the sound ones, from 1. */
  public long place() {
    return place;
  }

  public long line() {
    return line;
  }

  public List<String> fields() {
    return fields;
  }

  /** The first line of the current record as it stands in the file. */
  public String text() {
    return parser.raw().toString().lines().findFirst().orElse("");
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
