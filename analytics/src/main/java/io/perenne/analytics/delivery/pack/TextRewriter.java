// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Newline;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Gives a CSV another line end and another encoding. A line end within quotes is a value and stays.
 */
final class TextRewriter {
  private static final int BUFFER = 1 << 16;

  private TextRewriter() {}

  /**
   * Rewrites what the engine wrote.
   *
   * @throws DeliveryFailedException if a character does not exist in the encoding
   */
  static void rewrite(InputStream in, OutputStream out, CsvStyle style) throws IOException {
    Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
    Writer writer =
        new OutputStreamWriter(
            out, style.encoding().newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      if (style.byteOrderMark()) {
        writer.write('\ufeff');
      }
      copy(reader, writer, style.newline());
      writer.flush();
    } catch (CharacterCodingException e) {
      throw DeliveryFailedException.lasting(
          Texts.message("delivery.encoding", style.encoding()), e);
    }
  }

  private static void copy(Reader reader, Writer writer, Newline newline) throws IOException {
    char[] read = new char[BUFFER];
    char[] written = new char[2 * BUFFER];
    boolean quoted = false;
    for (int length = reader.read(read); length >= 0; length = reader.read(read)) {
      int end = 0;
      for (int i = 0; i < length; i++) {
        char next = read[i];
        quoted ^= next == '"';
        if (next == '\n' && !quoted && newline == Newline.CRLF) {
          written[end++] = '\r';
        }
        written[end++] = next;
      }
      writer.write(written, 0, end);
    }
  }
}
