// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.perenne.analytics.home.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has arrived of files on their way: for each {@code ID.json} that says which file it is, and
 * {@code ID.part} with its first bytes. {@code ID.done} remembers for a day what became of it.
 */
final class Parts {
  /** Where they are, in the folder of the files: no run reads what is hidden. */
  static final String FOLDER = ".parts";

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final InstantSource clock;

  Parts(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  private Path file(String id, String kind) {
    return folder.resolve(id + "." + kind);
  }

  List<Upload> all() {
    return ids("json").stream()
        .flatMap(id -> find(id).stream())
        .sorted(Comparator.comparing(Upload::begun).reversed())
        .toList();
  }

  private List<String> ids(String kind) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.matches("[0-9a-f]{32}\\." + kind))
          .map(each -> each.substring(0, each.indexOf('.')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Upload> find(String id) {
    return read(id, "json").filter(each -> Files.exists(file(id, "part")));
  }

  Optional<Upload> finished(String id) {
    return read(id, "done");
  }

  private Optional<Upload> read(String id, String kind) {
    if (!id.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file(id, kind)), Upload.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how many bytes are there. */
  long size(String id) {
    try {
      return Files.size(file(id, "part"));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep(Upload upload) throws IOException {
    Files.createDirectories(folder);
    Path part = file(upload.id(), "part");
    if (!Files.exists(part)) {
      Files.createFile(part);
    }
    DurableFiles.write(file(upload.id(), "json"), JSON.writeValueAsString(upload));
  }

  /**
   * Appends a piece. A sender that breaks off is no fault; a piece that is too long is taken back
   * whole.
   */
  long append(Upload upload, long from, InputStream piece) {
    try (FileChannel out = FileChannel.open(file(upload.id(), "part"), StandardOpenOption.WRITE)) {
      out.position(from);
      byte[] buffer = new byte[BUFFER];
      long arrived = from;
      for (int read = next(piece, buffer); read > 0; read = next(piece, buffer)) {
        arrived += read;
        if (arrived > upload.size()) {
          out.truncate(from);
          throw Words.refusal("longer", upload.name());
        }
        write(out, ByteBuffer.wrap(buffer, 0, read));
      }
      return arrived;
    } catch (IOException e) {
      if (isFull()) {
        throw Words.refusal("no-space", upload.name());
      }
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static int next(InputStream piece, byte[] buffer) {
    try {
      return piece.read(buffer);
    } catch (IOException e) {
      return -1; // the sender is gone, and asks how far it came when it is back
    }
  }

  private boolean isFull() {
    try {
      return Files.getFileStore(folder).getUsableSpace() < BUFFER;
    } catch (IOException e) {
      return false;
    }
  }

  /** Moves a complete file into sight; killed in between, it is finished at the next start. */
  void finish(Upload upload, Path target) {
    try {
      DurableFiles.write(file(upload.id(), "done"), JSON.writeValueAsString(upload));
      DurableFiles.move(file(upload.id(), "part"), target);
      Files.deleteIfExists(file(upload.id(), "json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String id) {
    try {
      for (String kind : List.of("json", "part", "done")) {
        Files.deleteIfExists(file(id, kind));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what nobody has sent anything of for days, and what nobody asks about any more. */
  List<String> abandoned() {
    Instant now = clock.instant();
    return Stream.of(
            older("part", now.minus(KEPT)),
            older("done", now.minus(REMEMBERED)),
            older("json", now.minus(KEPT)).filter(id -> !Files.exists(file(id, "part"))))
        .flatMap(ids -> ids)
        .distinct()
        .toList();
  }

  private Stream<String> older(String kind, Instant than) {
    return ids(kind).stream().filter(id -> changed(file(id, kind)).isBefore(than));
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MAX; // it is gone already
    }
  }
}
