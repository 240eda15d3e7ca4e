// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** The right to run in a home, which one process has at a time; a second one waits. */
public final class HomeLock implements AutoCloseable {
  private static final long POLL_NANOS = 50_000_000;

  private final FileChannel channel;
  private final FileLock lock;

  private HomeLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits for the lock of a home, which is made if it does not exist. */
  public static HomeLock acquire(Path home, Runnable whenWaiting) {
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = FileLocks.tryLock(channel);
      if (lock == null) {
        whenWaiting.run();
      }
      while (lock == null) {
        // asked again and again, because a lock held by this very process cannot be waited for
        LockSupport.parkNanos(POLL_NANOS);
        lock = FileLocks.tryLock(channel);
      }
      return new HomeLock(channel, lock);
    } catch (AccessDeniedException | FileAlreadyExistsException e) {
      throw new InputException(
          Problem.of("the home cannot be written")
              .withWhere(home.toString())
              .withRemedy("choose another with --home or PERENNE_HOME, or mend its permissions"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (FileChannel closing = channel) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
