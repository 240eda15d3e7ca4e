// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.perenne.server.live.intake.Unread;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The body of a request as it was before it was compressed, never more than what is taken. */
final class Body {
  /** The 500 KB of the protocol, with room for what stands around the events. */
  static final int MOST_BYTES = 512 * 1024;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int ZLIB_METHOD = 8;

  private Body() {}

  /**
   * Reads a body.
   *
   * @throws RefusedException if it is too large, or not compressed as it says
   */
  static byte[] read(HttpServletRequest request) throws RefusedException {
    try {
      InputStream in = request.getInputStream();
      boolean tooLarge = request.getContentLengthLong() > MOST_BYTES;
      byte[] sent = tooLarge ? new byte[0] : in.readNBytes(MOST_BYTES + 1);
      if (tooLarge || sent.length > MOST_BYTES) {
        Unread.readAway(in);
        throw tooLarge();
      }
      String given = request.getHeader("Content-Encoding");
      String encoding = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
      boolean gzip =
          sent.length > 1 && (sent[0] & 0xff) == GZIP_FIRST && (sent[1] & 0xff) == GZIP_SECOND;
      if (gzip) {
        return limited(new GZIPInputStream(new ByteArrayInputStream(sent)));
      }
      return encoding.equals("deflate") ? inflated(sent) : sent;
    } catch (IOException e) {
      throw new RefusedException(400, "the body cannot be read");
    }
  }

  /** Some programs send deflate with its header, some without. */
  private static byte[] inflated(byte[] sent) throws IOException, RefusedException {
    boolean bare = sent.length == 0 || (sent[0] & 0x0f) != ZLIB_METHOD;
    Inflater inflater = new Inflater(bare);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(sent), inflater)) {
      return limited(in);
    } finally {
      inflater.end();
    }
  }

  private static byte[] limited(InputStream in) throws IOException, RefusedException {
    byte[] all = in.readNBytes(MOST_BYTES + 1);
    if (all.length > MOST_BYTES) {
      throw tooLarge();
    }
    return all;
  }

  private static RefusedException tooLarge() {
    return new RefusedException(400, "a request has at most 500 KB");
  }
}
