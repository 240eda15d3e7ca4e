// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import io.perenne.analytics.ingest.text.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what comes through a pipe in a file: a pipe can be read once, a table must be read several
 * times. Waiting is bounded: a pipe into which nobody writes, or that falls silent, is refused, and
 * so is one that never ends.
 */
final class PipeCopy {

  /** How long somebody may take to open the other end. */
  private static final Duration TO_OPEN = Duration.ofSeconds(20);

  /** How long a program may think before it writes on. */
  private static final Duration TO_GO_ON = Duration.ofMinutes(5);

  private static final int PIECE = 1 << 20;
  private static final int PIECES_BETWEEN_CHECKS = 64;
  private static final byte[] OPENED = new byte[0];
  private static final byte[] ENDED = new byte[0];

  private final Path pipe;
  private final Duration toOpen;
  private final Duration toGoOn;
  private final BlockingQueue<Object> pieces = new ArrayBlockingQueue<>(4);

  private PipeCopy(Path pipe, Duration toOpen, Duration toGoOn) {
    this.pipe = pipe;
    this.toOpen = toOpen;
    this.toGoOn = toGoOn;
  }

  /**
   * Reads a pipe to its end.
   *
   * @return a new file in {@code folder} with all that came
   * @throws InputException if nothing comes, or more than there is room for
   */
  static Path keep(Path pipe, Path folder) {
    return keep(pipe, folder, TO_OPEN, TO_GO_ON);
  }

  static Path keep(Path pipe, Path folder, Duration toOpen, Duration toGoOn) {
    try {
      Path file = Files.createTempFile(folder, "pipe-", "");
      new PipeCopy(pipe, toOpen, toGoOn).copy(file);
      return file;
    } catch (IOException e) {
      throw Content.refusal(pipe, e);
    }
  }

  private void copy(Path file) throws IOException {
    // opening and reading a pipe cannot be interrupted: whoever waits in vain leaves the thread
    // alone
    Thread reader = new Thread(this::read, "pipe " + pipe);
    reader.setDaemon(true);
    reader.start();
    FileStore store = Files.getFileStore(file);
    long least = store.getUsableSpace() / 10;
    try (OutputStream out = Files.newOutputStream(file)) {
      next(toOpen, "problem.pipe.nobody");
      long count = 0;
      for (byte[] piece = more(); piece != ENDED; piece = more()) {
        out.write(piece);
        count++;
        if (count % PIECES_BETWEEN_CHECKS == 0 && store.getUsableSpace() < least) {
          throw InputException.of(pipe, Texts.message("problem.pipe.endless"));
        }
      }
    }
  }

  private byte[] more() throws IOException {
    return next(toGoOn, "problem.pipe.silent");
  }

  private byte[] next(Duration patience, String silence) throws IOException {
    try {
      Object piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw InputException.of(pipe, Texts.message(silence, "" + patience.toSeconds()));
      }
      if (piece instanceof IOException failure) {
        throw failure;
      }
      return (byte[]) piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void read() {
    try {
      try (InputStream in = Files.newInputStream(pipe)) {
        pieces.put(OPENED);
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          pieces.put(java.util.Arrays.copyOf(piece, count));
        }
        pieces.put(ENDED);
      } catch (IOException e) {
        pieces.put(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
