// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How a file is compressed. The same bytes come out at any time of day. */
public enum Wrapping {
  /** Not at all. */
  NONE(""),
  /** As gzip does. */
  GZIP(".gz"),
  /** As an archive with one entry. */
  ZIP(".zip");

  private static final int BUFFER = 1 << 16;

  private final String ending;

  Wrapping(String ending) {
    this.ending = ending;
  }

  /** Returns what is added to a file's name. */
  public String ending() {
    return ending;
  }

  OutputStream around(OutputStream out, String entryName) throws IOException {
    return switch (this) {
      case NONE ->
          new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              out.write(bytes, offset, length);
            }
          };
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case ZIP -> {
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipEntry entry = new ZipEntry(entryName);
        entry.setLastModifiedTime(FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
        zip.putNextEntry(entry);
        yield zip;
      }
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
