// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/** Characters with unlimited look-ahead: what was read can be given back. */
final class CharInput implements Closeable {

  static final int END = -1;
  private static final int CHUNK = 1 << 16;

  private final Reader reader;
  private char[] buffer = new char[CHUNK];
  private int position;
  private int limit;

  CharInput(Reader reader) {
    this.reader = reader;
  }

  int read() throws IOException {
    if (position == limit && !fill()) {
      return END;
    }
    return buffer[position++];
  }

  int peek() throws IOException {
    if (position == limit && !fill()) {
      return END;
    }
    return buffer[position];
  }

  /** Consumes {@code text} if it comes next. */
  boolean skip(String text) throws IOException {
    if (peek() != text.charAt(0)) {
      return false;
    }
    if (text.length() > 1) {
      while (limit - position < text.length()) {
        if (!append()) {
          return false;
        }
      }
      for (int i = 1; i < text.length(); i++) {
        if (buffer[position + i] != text.charAt(i)) {
          return false;
        }
      }
    }
    position += text.length();
    return true;
  }

  /** Gives back {@code text}, which will be read next. */
  void unread(CharSequence text) {
    int rest = limit - position;
    char[] joined = new char[Math.max(CHUNK, text.length() + rest)];
    for (int i = 0; i < text.length(); i++) {
      joined[i] = text.charAt(i);
    }
    System.arraycopy(buffer, position, joined, text.length(), rest);
    buffer = joined;
    position = 0;
    limit = text.length() + rest;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, reader.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private boolean append() throws IOException {
    unread(""); // moves the rest to the front
    int count = limit == buffer.length ? 0 : reader.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, count);
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
