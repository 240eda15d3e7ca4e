// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.text;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Texts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** The unpacked bytes of one file, and the refusals that opening or unpacking it may call for. */
public final class Content {

  /** Enough for a thousand ordinary rows; all that detection ever looks at. */
  public static final int SAMPLE_BYTES = 1 << 18;

  private final Path file;
  private final Compression compression;

  private Content(Path file, Compression compression) {
    this.file = file;
    this.compression = compression;
  }

  public static Content of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Content(file, Compression.of(in.readNBytes(4)));
    } catch (IOException e) {
      throw refusal(file, e);
    }
  }

  public Compression compression() {
    return compression;
  }

  public InputStream open() {
    try {
      return compression.unpack(Files.newInputStream(file));
    } catch (IOException e) {
      throw refusal(file, e);
    }
  }

  /** The first bytes, at most {@link #SAMPLE_BYTES}. */
  public byte[] sample() {
    try (InputStream in = open()) {
      return in.readNBytes(SAMPLE_BYTES);
    } catch (IOException | RuntimeException e) {
      throw refusal(file, e);
    }
  }

  /** What to tell the user when reading {@code file} fails. */
  public static InputException refusal(Path file, Exception cause) {
    if (cause instanceof InputException refused) {
      return refused;
    }
    if (cause instanceof NoSuchFileException) {
      return InputException.of(file, Texts.message("problem.input.no-file"), cause);
    }
    if (cause instanceof AccessDeniedException) {
      return InputException.of(file, Texts.message("problem.file.permission"), cause);
    }
    if (cause instanceof EOFException || cause instanceof ZipException || isPacked(cause)) {
      return InputException.of(file, Texts.message("problem.file.compressed"), cause);
    }
    return InputException.of(
        file, Texts.message("problem.file.failure", String.valueOf(cause.getMessage())), cause);
  }

  private static boolean isPacked(Exception cause) {
    return cause.getClass().getName().startsWith("io.airlift.compress");
  }
}
