// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.text.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The first rows of a large text, for a look that need not wait for the rest. */
public final class HeadCopy {
  private static final int BUFFER = 1 << 16;

  /** A quote is only believed to span lines that near. */
  private static final int FARTHEST = 1 << 16;

  private final byte[] buffer = new byte[BUFFER];
  private long position;
  private long lineEnd;
  private long rowEnd;
  private boolean quoted;

  private HeadCopy() {}

  /**
   * Copies the beginning of a file, unpacked and with whole rows.
   *
   * @param most bytes
   * @param folder where the copy is put
   * @return the copy; empty where the file is not longer, or no text of lines: then it is read
   *     whole
   * @throws io.perenne.analytics.InputException if it cannot be read
   */
  public static Optional<Path> of(Path file, long most, Path folder) {
    try {
      if (!isLines(file)) {
        return Optional.empty();
      }
      String name = file.getFileName().toString().replaceFirst("\\.(gz|zst|bz2|xz|lz4)$", "");
      Path copy = folder.resolve(name);
      boolean longer = new HeadCopy().copy(Content.of(file), most, copy);
      if (!longer) {
        Files.deleteIfExists(copy);
      }
      return Optional.of(copy).filter(made -> longer);
    } catch (IOException | RuntimeException e) {
      throw Content.refusal(file, e);
    }
  }

  /** Whether what is cut after a line is still of the same kind. */
  private static boolean isLines(Path file) {
    if (!Files.isRegularFile(file)) {
      return false; // a sheet of a workbook, or a pipe
    }
    byte[] head = Content.of(file).sample();
    if (head.length < 4 || starts(head, 'P', 'A', 'R') || starts(head, 'P', 'K')) {
      return false;
    }
    int first = head[0] & 0xff;
    return first != '[' && first != 0xff && first != 0xfe && first != 0xd0 && head[1] != 0;
  }

  private static boolean starts(byte[] head, char... letters) {
    for (int i = 0; i < letters.length; i++) {
      if (head[i] != letters[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean copy(Content content, long most, Path to) throws IOException {
    try (InputStream in = content.open();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      boolean json = false;
      while (position < most) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, most - position));
        if (read < 0) {
          return false;
        }
        json = position == 0 ? buffer[0] == '{' : json;
        follow(read, json);
        out.write(buffer, 0, read);
      }
      if (in.read() < 0) {
        return false;
      }
    }
    try (var file = Files.newByteChannel(to, java.nio.file.StandardOpenOption.WRITE)) {
      file.truncate(lineEnd - rowEnd > FARTHEST ? lineEnd : rowEnd);
    }
    return true;
  }

  private void follow(int read, boolean json) {
    for (int i = 0; i < read; i++) {
      if (buffer[i] == '"' && !json) {
        quoted = !quoted;
      } else if (buffer[i] == '\n') {
        lineEnd = position + i + 1;
        rowEnd = quoted ? rowEnd : lineEnd;
      }
    }
    position += read;
  }
}
