// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.collect;

import io.perenne.server.live.intake.OverloadedException;
import io.perenne.server.live.intake.Unread;
import io.perenne.server.ui.frame.DirectRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
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

  /**
   * So many bodies may be on their way at once; a third of the server's threads are left for those
   * that are there already.
   */
  private static final int MOST_ON_THEIR_WAY = 96;

  private static final int PIECE = 8192;

  private final Semaphore onTheirWay = new Semaphore(MOST_ON_THEIR_WAY);
  private final Duration patience;

  /**
   * Makes a reader of bodies.
   *
   * @param patience how long one may take to arrive: whoever sends a byte a second holds no thread
   *     for longer
   */
  Body(Duration patience) {
    this.patience = patience;
  }

  /**
   * Reads a body.
   *
   * @throws RefusedException if it is too large, not compressed as it says, or comes too slowly
   * @throws OverloadedException if too many others are on their way
   */
  byte[] read(DirectRequest request) throws RefusedException, OverloadedException {
    try {
      byte[] sent = request.length() > MOST_BYTES ? new byte[MOST_BYTES + 1] : arrived(request);
      if (sent.length > MOST_BYTES) {
        Unread.readAway(request.body());
        throw tooLarge();
      }
      String given = request.header("Content-Encoding");
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

  /** One that is there already waits for nobody. */
  private byte[] arrived(DirectRequest request)
      throws IOException, RefusedException, OverloadedException {
    ByteArrayOutputStream all =
        new ByteArrayOutputStream(request.length() > 0 ? (int) request.length() : PIECE);
    if (request.readArrived(all, MOST_BYTES)) {
      return all.toByteArray();
    }
    if (!onTheirWay.tryAcquire()) {
      throw new OverloadedException();
    }
    try {
      return within(request.body(), all);
    } finally {
      onTheirWay.release();
    }
  }

  private byte[] within(InputStream in, ByteArrayOutputStream all)
      throws IOException, RefusedException {
    long end = System.nanoTime() + patience.toNanos();
    byte[] piece = new byte[PIECE];
    int count = in.read(piece);
    while (count >= 0 && all.size() <= MOST_BYTES) {
      all.write(piece, 0, count);
      if (System.nanoTime() - end > 0) {
        throw new RefusedException(408, "the body comes too slowly");
      }
      count = in.read(piece);
    }
    return all.toByteArray();
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
