// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.home.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Whether a server lives. Each holds a lock on a file of its name in the home; the operating system
 * lets go of it however the server ends, so that a server which starts again after a kill knows at
 * once what the killed one left. Locks of other machines may not be seen: their word alone counts.
 */
final class ServerPresence implements AutoCloseable {
  /** The names in this process: to look at the lock of one would release it. */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private static final String HOST = host();

  private final Path folder;
  private final String name;
  private final FileChannel channel;

  private ServerPresence(Path folder, String name, FileChannel channel) {
    this.folder = folder;
    this.name = name;
    this.channel = channel;
  }

  /** Says that a server lives, until it is closed or the process ends. */
  static ServerPresence begin(Path home, RandomGenerator random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    String name =
        HOST + "-" + ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(bytes);
    Path folder = home.resolve(".servers");
    try {
      Access.createFolders(folder);
      OWN.add(name);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel.lock();
      return new ServerPresence(folder, name, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Returns the name of this server, which no other has or will have. */
  String name() {
    return name;
  }

  /** Returns whether a server lives; empty if that cannot be seen from here. */
  Optional<Boolean> lives(String server) {
    if (OWN.contains(server)) {
      return Optional.of(true);
    }
    Path file = folder.resolve(server);
    if (!server.startsWith(HOST + "-") || !Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock free = other.tryLock()) {
      return Optional.of(free == null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Deletes what a dead server has left. */
  void forget(String server) {
    try {
      Files.deleteIfExists(folder.resolve(server));
    } catch (IOException e) {
      // an empty file that nobody looks at
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the lock ends with the process
    }
    OWN.remove(name);
    forget(name);
  }
}
