// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.Texts;
import io.perenne.clv.words.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads delimited text record by record and knows the line each began on. Lenient: text after a
 * closing quote belongs to the field, an unclosed quote ends with the file; {@link #problem()} says
 * so. Not for bulk reading, which is the engine's work, but for everything that needs lines, repair
 * or a dialect the engine does not know.
 */
public final class CsvParser implements Closeable {

  /** A record beyond this many characters is an unclosed quote, not a record. */
  static final int MAX_RECORD = 1 << 17;

  /** A line beyond this many characters is no row: the engine could not read it either. */
  static final int MAX_LINE = 500_000;

  private final CharInput input;
  private final CsvFormat dialect;
  private final int quote;
  private final int escape;
  private final int comment;
  private final char firstOfDelimiter;
  private final StringBuilder field = new StringBuilder();
  private final StringBuilder raw = new StringBuilder();
  private List<String> fields = new ArrayList<>();
  private @Nullable Message problem;
  private String comments = "";
  private long nextLine = 1;
  private long line = 1;
  private boolean atEnd;
  private int linesToSkip;

  public CsvParser(Reader reader, CsvFormat dialect) {
    this.input = new CharInput(reader);
    this.dialect = dialect;
    this.quote = dialect.quote() == null ? CharInput.END : dialect.quote();
    this.escape = dialect.escape() == null ? CharInput.END : dialect.escape();
    this.comment = dialect.comment() == null ? CharInput.END : dialect.comment();
    this.firstOfDelimiter = dialect.delimiter().charAt(0);
    this.linesToSkip = dialect.skippedLines();
  }

  /** The fields of the current record; a new list for each record. */
  public List<String> fields() {
    return fields;
  }

  /** The line, from 1, on which the current record began. */
  long line() {
    return line;
  }

  /** The line after the current record's last. */
  long lineAfter() {
    return nextLine;
  }

  /** The current record as it stands in the file, with its line end. */
  CharSequence raw() {
    return raw;
  }

  /** What is wrong with the quotes of the current record; empty if nothing. */
  Optional<Message> problem() {
    return Optional.ofNullable(problem);
  }

  /** The current record as a value. */
  public CsvRow row() {
    return new CsvRow(line, fields, comments, problem());
  }

  /** Moves to the next record; false at the end of the file. */
  public boolean next() throws IOException {
    comments = "";
    for (; linesToSkip > 0; linesToSkip--) {
      skipLine();
    }
    while (!atEnd) {
      begin();
      int first = input.peek();
      if (first == CharInput.END) {
        atEnd = true;
      } else if (first == comment) {
        skipLine();
        String text = raw.substring(1).strip();
        comments = comments.isEmpty() ? text : comments + "\n" + text;
      } else if (dialect.ignoreEmptyLines() && (first == '\n' || first == '\r')) {
        lineEnd(consume());
      } else {
        record();
        return true;
      }
    }
    return false;
  }

  /** Forgets the current record except for its first line, and reads on from its second. */
  void backToSecondLine() {
    int end = 0;
    while (end < raw.length() && raw.charAt(end) != '\n' && raw.charAt(end) != '\r') {
      end++;
    }
    if (end < raw.length()) {
      boolean two =
          raw.charAt(end) == '\r' && end + 1 < raw.length() && raw.charAt(end + 1) == '\n';
      end += two ? 2 : 1;
    }
    input.unread(raw.substring(end));
    raw.setLength(end);
    nextLine = line + 1;
    atEnd = false;
  }

  private void begin() {
    fields = new ArrayList<>(Math.max(4, fields.size()));
    raw.setLength(0);
    problem = null;
    line = nextLine;
  }

  private void skipLine() throws IOException {
    int c = consume();
    while (c != CharInput.END && !lineEnd(c)) {
      c = consume();
    }
  }

  private int consume() throws IOException {
    int c = input.read();
    if (c != CharInput.END && raw.length() < MAX_LINE) {
      raw.append((char) c);
    }
    return c;
  }

  /** Whether {@code c} ends a line; takes the second half of a CR LF. */
  private boolean lineEnd(int c) throws IOException {
    if (c == '\r' && input.peek() == '\n') {
      consume();
    }
    boolean end = c == '\n' || c == '\r';
    nextLine += end ? 1 : 0;
    return end;
  }

  private boolean delimiter(int c) throws IOException {
    if (c != firstOfDelimiter) {
      return false;
    }
    String rest = dialect.delimiter().substring(1);
    if (rest.isEmpty()) {
      return true;
    }
    if (input.skip(rest)) {
      raw.append(rest);
      return true;
    }
    return false;
  }

  private void record() throws IOException {
    boolean more = true;
    while (more) {
      field.setLength(0);
      if (dialect.trim()) {
        skipBlanks();
      }
      boolean opens = quote != CharInput.END && input.peek() == quote;
      more = opens ? quoted() : plain(0);
    }
    if (input.peek() == CharInput.END) {
      atEnd = true;
    }
  }

  private void skipBlanks() throws IOException {
    while (isBlank(input.peek()) && input.peek() != firstOfDelimiter) {
      consume();
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }

  /** Reads to the end of an unquoted field; whether another field follows. */
  private boolean plain(int keep) throws IOException {
    while (true) {
      int c = consume();
      if (c == CharInput.END || lineEnd(c)) {
        finish(keep);
        return false;
      }
      if (raw.length() == MAX_LINE) {
        problem = Texts.message("reject.long-line", "" + MAX_LINE);
        continue;
      }
      if (delimiter(c)) {
        finish(keep);
        return true;
      }
      if (c == escape && escape != quote && input.peek() != CharInput.END) {
        escaped(c);
      } else {
        field.append((char) c);
      }
    }
  }

  private void finish(int keep) {
    if (dialect.trim()) {
      int end = field.length();
      while (end > keep && isBlank(field.charAt(end - 1))) {
        end--;
      }
      field.setLength(end);
    }
    fields.add(field.toString());
  }

  private void escaped(int escapeCharacter) throws IOException {
    int c = input.peek();
    if (c != quote && c != escape && c != firstOfDelimiter) {
      field.append((char) escapeCharacter);
      return;
    }
    field.append((char) consume());
  }

  private boolean quoted() throws IOException {
    long openedOn = nextLine;
    consume();
    while (true) {
      int c = consume();
      if (c == CharInput.END || raw.length() > MAX_RECORD) {
        problem = Texts.message("reject.open-quote", "" + openedOn);
        fields.add(field.toString());
        return false;
      }
      if (c == escape && escape != quote && input.peek() != CharInput.END) {
        escaped(c);
      } else if (c != quote) {
        lineEndInside(c);
      } else if (input.peek() == quote) {
        field.append((char) consume());
      } else {
        return afterClosingQuote();
      }
    }
  }

  private void lineEndInside(int c) throws IOException {
    int before = raw.length();
    field.append((char) c);
    if (lineEnd(c) && raw.length() > before) {
      field.append('\n'); // the second half of CR LF
    }
  }

  /** Blanks between a closing quote and the delimiter mean nothing; anything else is a fault. */
  private boolean afterClosingQuote() throws IOException {
    int text = raw.length();
    skipBlanks();
    int c = input.peek();
    if (c != CharInput.END && c != '\n' && c != '\r' && c != firstOfDelimiter) {
      problem = Texts.message("reject.after-quote");
      field.append(raw, text, raw.length());
    }
    return plain(field.length());
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
