// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/** Which change of the {@link FaultyDisk} fails, and how. One process, one command at a time. */
final class Faults {
  /** What a disk does. */
  enum Kind {
    /** Has room up to a point, and from there on none: what needs no room still works. */
    FULL("No space left on device"),
    /** Fails once, and works again. */
    BROKEN("Input/output error");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }
  }

  private static final Set<String> NEED_ROOM =
      Set.of("open", "write", "copy", "make folder", "link", "rename");
  private static final Set<String> NAMELESS = Set.of("write", "force", "truncate");
  private static final long NEVER = Long.MAX_VALUE;

  private static final Faults ONE = new Faults();

  private Kind kind = Kind.BROKEN;
  private long left = NEVER;
  private String failed = "";

  private Faults() {}

  /** Has the change with a number, counted from 0, fail. */
  static void arm(Kind how, long number) {
    synchronized (ONE) {
      ONE.kind = how;
      ONE.left = number;
      ONE.failed = "";
    }
  }

  /** Lets everything work again and returns what has failed first, or nothing. */
  static String disarm() {
    synchronized (ONE) {
      ONE.left = NEVER;
      return ONE.failed;
    }
  }

  /** Fails if it is time to. */
  static void before(String change, Path path) throws IOException {
    synchronized (ONE) {
      ONE.count(change, path);
    }
  }

  private void count(String change, Path path) throws IOException {
    if (left == NEVER || (kind == Kind.FULL && !NEED_ROOM.contains(change))) {
      return;
    }
    if (left > 0) {
      left--;
      return;
    }
    if (failed.isEmpty()) {
      failed = change + " " + name(path);
    }
    left = kind == Kind.FULL ? 0 : NEVER;
    if (NAMELESS.contains(change)) { // as the virtual machine tells it
      throw new IOException(kind.reason);
    }
    throw new FileSystemException(path.toString(), null, kind.reason);
  }

  /** The name without what differs from run to run. */
  private static String name(Path path) {
    Path folder = path.toAbsolutePath().normalize().getParent();
    String in = folder == null ? "" : folder.getFileName() + "/";
    return (in + path.toAbsolutePath().normalize().getFileName())
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d{6}Z-[0-9a-f]{4}", "RUN")
        .replaceAll("[0-9a-f]{12,}", "HEX")
        .replaceAll("\\d{6,}", "N");
  }
}
