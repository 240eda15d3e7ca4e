// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.DurableFiles;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was found out about a run, as named rows of bytes: in a folder, from where they are mapped
 * into memory, or in memory alone. Safe for use by many threads and processes; whoever writes a
 * part that is there already writes the same.
 */
abstract class IndexParts {
  /** Returns parts that end with this object. */
  static IndexParts inMemory() {
    return new Memory();
  }

  /**
   * Returns the parts in a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be made
   */
  static IndexParts in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Folder(folder);
  }

  /** Returns a part; empty if it was never kept. */
  abstract Optional<ByteBuffer> read(String name) throws IOException;

  /** Begins to write a part. */
  abstract Draft write(String name) throws IOException;

  /** A part that is being written. It is gone when it is closed before it was kept. */
  abstract static class Draft extends FilterOutputStream {
    Draft(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length); // the inherited method writes byte by byte
    }

    /** Makes the part readable. */
    abstract void keep() throws IOException;
  }

  private static final class Memory extends IndexParts {
    private final Map<String, byte[]> parts = new ConcurrentHashMap<>();

    @Override
    Optional<ByteBuffer> read(String name) {
      return Optional.ofNullable(parts.get(name)).map(ByteBuffer::wrap);
    }

    @Override
    Draft write(String name) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      return new Draft(bytes) {
        @Override
        void keep() {
          parts.put(name, bytes.toByteArray());
        }
      };
    }
  }

  private static final class Folder extends IndexParts {
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    Folder(Path folder) {
      this.folder = folder;
    }

    @Override
    Optional<ByteBuffer> read(String name) throws IOException {
      Path file = folder.resolve(name);
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      }
    }

    @Override
    Draft write(String name) throws IOException {
      Path half = Files.createTempFile(folder, name, ".half");
      return new Draft(new BufferedOutputStream(Files.newOutputStream(half), BUFFER)) {
        @Override
        void keep() throws IOException {
          out.close();
          DurableFiles.move(half, folder.resolve(name));
        }

        @Override
        public void close() throws IOException {
          try {
            out.close();
          } finally {
            Files.deleteIfExists(half);
          }
        }
      };
    }
  }
}
