// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.upload;

import io.perenne.analytics.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The folder of a home where files may be put. A file comes in pieces, and each piece names the
 * byte it begins at. Until the last one is there, what has arrived lies in a hidden folder that no
 * run reads; then it is moved into sight in one step.
 */
public final class UploadFolder {
  private static final int ID_BYTES = 16;

  /** What others on the machine are left. */
  private static final long RESERVE = 256L << 20;

  private final Path folder;
  private final Parts parts;
  private final long limit;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /**
   * Makes the folder of a home.
   *
   * @param folder made with the first file
   * @param limit the most bytes of a file
   */
  public UploadFolder(Path folder, long limit, InstantSource clock, RandomGenerator random) {
    this.folder = folder.toAbsolutePath().normalize();
    this.parts = new Parts(this.folder.resolve(Parts.FOLDER), clock);
    this.limit = limit;
    this.clock = clock;
    this.random = random;
  }

  /** Returns where it is. */
  public Path folder() {
    return folder;
  }

  /** Returns the most bytes of a file. */
  public long limit() {
    return limit;
  }

  /** Returns the complete files, by their names. */
  public List<UploadedFile> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> !each.getFileName().toString().startsWith("."))
          .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparing(Path::toString))
          .flatMap(each -> described(each).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<UploadedFile> described(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new UploadedFile(
              file.getFileName().toString(),
              file,
              found.size(),
              found.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      return Optional.empty(); // somebody has deleted it meanwhile
    }
  }

  /** Returns a complete file. */
  public Optional<UploadedFile> find(String name) {
    return files().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Returns whether there is something of a name. */
  public boolean isTaken(String name) {
    return Files.exists(folder.resolve(FileName.require(name)), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the name that a file will get if the one of its name is kept. */
  public String freeName(String name) {
    return FileName.free(FileName.require(name), this::isTaken);
  }

  /** Returns the files on their way, the newest first. */
  public List<Upload> unfinished() {
    return parts.all();
  }

  /** Returns a file on its way, or just finished. */
  public Optional<Upload> upload(String id) {
    return parts.find(id).or(() -> parts.finished(id));
  }

  /** Returns how many bytes of a file have arrived. */
  public long offset(Upload upload) {
    return parts.find(upload.id()).isPresent() ? parts.size(upload.id()) : upload.size();
  }

  /**
   * Begins to take a file, or goes on with the same one of the same person.
   *
   * @throws InputException if its name or size cannot be taken, or there is no space
   */
  public synchronized Upload begin(
      String who, String name, long size, String modified, boolean replaces) {
    Upload wanted =
        new Upload("", FileName.require(name), size, modified, who, clock.instant(), replaces);
    if (size <= 0) {
      throw Words.refusal("empty", wanted.name());
    }
    if (size > limit) {
      throw Words.refusal("large", wanted.name());
    }
    sweep();
    Optional<Upload> same = parts.all().stream().filter(wanted::isSame).findFirst();
    String id = same.map(Upload::id).orElseGet(this::newId);
    long waiting =
        parts.all().stream()
            .filter(each -> !each.id().equals(id))
            .mapToLong(each -> each.size() - parts.size(each.id()))
            .sum();
    long here = same.map(each -> parts.size(each.id())).orElse(0L);
    Upload upload = wanted.as(id);
    try {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).getUsableSpace() - waiting < size - here + RESERVE) {
        throw Words.refusal("no-space", wanted.name());
      }
      parts.keep(upload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return upload;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Takes a piece. What has arrived of one that broke off is kept.
   *
   * @param offset the byte it begins at
   * @param length its length as the sender says; negative if it does not say
   * @return how many bytes of the file have arrived
   * @throws OutOfStepException if it does not begin where the last one ended
   * @throws InputException if the file would become longer than was said, or the disk is full
   */
  public long append(Upload upload, long offset, long length, InputStream piece) {
    if (!busy.add(upload.id())) {
      throw new OutOfStepException(offset(upload));
    }
    try {
      if (parts.find(upload.id()).isEmpty()) {
        return upload.size(); // it was finished, and only the answer got lost
      }
      long here = parts.size(upload.id());
      if (offset != here) {
        throw new OutOfStepException(here);
      }
      if (length > upload.size() - here) {
        throw Words.refusal("longer", upload.name());
      }
      long arrived = parts.append(upload, here, piece);
      if (arrived == upload.size()) {
        finish(upload);
      }
      return arrived;
    } finally {
      busy.remove(upload.id());
    }
  }

  private synchronized Upload finish(Upload upload) {
    String name = upload.replaces() ? upload.name() : freeName(upload.name());
    Upload named = upload.named(name);
    parts.finish(named, folder.resolve(name));
    return named;
  }

  /**
   * Moves files into sight whose last piece has arrived, but whose server was killed before; to be
   * called at a start.
   *
   * @return those files
   */
  public List<Upload> recover() {
    return parts.all().stream()
        .filter(each -> parts.size(each.id()) == each.size())
        .flatMap(each -> finishedHere(each).stream())
        .toList();
  }

  private Optional<Upload> finishedHere(Upload upload) {
    try {
      return Optional.of(finish(upload));
    } catch (UncheckedIOException e) {
      if (parts.find(upload.id()).isEmpty()) {
        return Optional.empty(); // another server on this home was about to
      }
      throw e;
    }
  }

  /**
   * Forgets a file on its way.
   *
   * @throws OutOfStepException if a piece is arriving
   */
  public void discard(Upload upload) {
    if (!busy.add(upload.id())) {
      throw new OutOfStepException(offset(upload));
    }
    try {
      parts.delete(upload.id());
    } finally {
      busy.remove(upload.id());
    }
  }

  /** Deletes a complete file; returns whether there was one. */
  public boolean delete(String name) {
    Optional<UploadedFile> file = find(name);
    try {
      return file.isPresent() && Files.deleteIfExists(file.get().path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets files of which nothing has arrived for days. */
  public void sweep() {
    parts.abandoned().stream().filter(id -> !busy.contains(id)).forEach(parts::delete);
  }
}
