// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers with a file to keep, or with the part of it that was asked for, so that a download that
 * broke off can go on (RFC 9110, section 14). Several parts at once are answered with the whole.
 */
public final class FileAnswer {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final int BUFFER = 1 << 16;

  private FileAnswer() {}

  /**
   * Sends a file that never changes.
   *
   * @param type its media type
   * @param tag what no other content has that was ever sent from this address
   */
  public static void send(Context request, Path file, String type, String tag) throws IOException {
    long size = Files.size(file);
    String name = file.getFileName().toString();
    String etag = '"' + tag + '"';
    request
        .contentType(type)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .header("Accept-Ranges", "bytes")
        .header("ETag", etag);
    String given = request.header("Range");
    String condition = request.header("If-Range");
    boolean inParts = given != null && (condition == null || condition.equals(etag));
    Matcher range = RANGE.matcher(inParts ? given : "");
    if (!range.matches() || range.group().equals("bytes=-")) {
      request.header("Content-Length", Long.toString(size));
      write(request, file, 0, size);
      return;
    }
    long from = from(range, size);
    long to = to(range, size);
    if (from >= size || to < from) {
      request
          .status(HttpStatus.RANGE_NOT_SATISFIABLE)
          .header("Content-Range", "bytes */" + size)
          .result("");
      return;
    }
    request
        .status(HttpStatus.PARTIAL_CONTENT)
        .header("Content-Range", "bytes " + from + "-" + to + "/" + size)
        .header("Content-Length", Long.toString(to - from + 1));
    write(request, file, from, to - from + 1);
  }

  /** Without a first byte, the last bytes are asked for. */
  private static long from(Matcher range, long size) {
    return range.group(1).isEmpty()
        ? Math.max(0, size - Long.parseLong(range.group(2)))
        : Long.parseLong(range.group(1));
  }

  private static long to(Matcher range, long size) {
    return range.group(1).isEmpty() || range.group(2).isEmpty()
        ? size - 1
        : Math.min(size - 1, Long.parseLong(range.group(2)));
  }

  private static void write(Context request, Path file, long from, long length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      OutputStream out = request.res().getOutputStream();
      byte[] buffer = new byte[BUFFER];
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("the file has become shorter: " + file);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
