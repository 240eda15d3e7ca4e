// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;

/** The right to run in a home, which one process has at a time. */
public final class HomeLock implements AutoCloseable {
  /** How long a run waits for another one to end. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final LockFile lock;

  private HomeLock(LockFile lock) {
    this.lock = lock;
  }

  /**
   * Waits for the lock of a home, which is created if it does not exist, for at most an hour.
   *
   * @param waiter told who holds the lock if it is not free
   * @throws InputException if it is not free in that time, or the home cannot be written
   */
  public static HomeLock acquire(Path home, LockFile.Waiter waiter) {
    return acquire(home, LONGEST_WAIT, waiter);
  }

  /** Waits as {@link #acquire(Path, LockFile.Waiter)} does, for at most the given time. */
  public static HomeLock acquire(Path home, Duration longest, LockFile.Waiter waiter) {
    try {
      Access.createFolders(home);
      return new HomeLock(LockFile.acquire(home.resolve(".lock"), longest, waiter));
    } catch (AccessDeniedException | FileAlreadyExistsException e) {
      throw new InputException(
          Problem.of(Texts.message("problem.home"))
              .withWhere(home.toString())
              .withRemedy(Texts.message("problem.home.remedy")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
