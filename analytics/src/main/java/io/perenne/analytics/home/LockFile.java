// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right of one thread at a time, among all processes, to do what a lock file guards. The
 * operating system gives it back when its holder dies. The file names the holder, for those who
 * wait, and stays when the lock is released.
 */
public final class LockFile implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final int LONGEST_NAME = 500;

  /**
   * The lock files that this process has open. The locks of the operating system belong to the
   * whole process, and closing any channel of a file releases them.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for a lock and takes it.
   *
   * @param file the lock file, which is created if it is missing; its folder exists
   * @param longest how long to wait
   * @param waiter told who holds the lock if it is not free
   * @throws InputException if it is not free in that time; the text names the holder
   */
  public static LockFile acquire(Path file, Duration longest, Waiter waiter) throws IOException {
    Path real = file.toAbsolutePath().resolveSibling("").toRealPath().resolve(file.getFileName());
    long end = System.nanoTime() + longest.toNanos();
    boolean told = false;
    for (Attempt attempt = tryAcquire(real); ; attempt = tryAcquire(real)) {
      if (attempt.lock() != null) {
        return attempt.lock();
      }
      if (System.nanoTime() - end >= 0) {
        throw held(file, attempt.holder(), longest);
      }
      if (!told) {
        waiter.waiting(attempt.holder());
        told = true;
      }
      waiter.still();
      pause();
    }
  }

  /** One who waits for a lock. */
  @FunctionalInterface
  public interface Waiter {
    /**
     * Hears once that the lock is not free.
     *
     * @param holder the process that has it
     */
    void waiting(String holder);

    /** Is asked before every further try; what it throws ends the wait. */
    default void still() {}

    /**
     * Returns one that also ends the wait.
     *
     * @param check throws when nobody wants the lock any more
     */
    static Waiter until(Runnable check, Consumer<String> whenWaiting) {
      return new Waiter() {
        @Override
        public void waiting(String holder) {
          whenWaiting.accept(holder);
        }

        @Override
        public void still() {
          check.run();
        }
      };
    }
  }

  /** The lock, or who holds it. */
  private record Attempt(@Nullable LockFile lock, String holder) {}

  private static Attempt tryAcquire(Path real) throws IOException {
    if (!OPEN.add(real)) {
      return new Attempt(null, thisProcess());
    }
    boolean taken = false;
    try {
      Attempt attempt = lock(real);
      taken = attempt.lock() != null;
      return attempt;
    } finally {
      if (!taken) {
        OPEN.remove(real);
      }
    }
  }

  private static Attempt lock(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(
            real,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            Access.OWNER.ofFileIn(real.resolveSibling("")));
    boolean taken = false;
    try {
      if (channel.tryLock() == null) {
        return new Attempt(null, holder(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(thisProcess().getBytes(StandardCharsets.UTF_8)));
      taken = true; // before, closing the file gives up the lock
      return new Attempt(new LockFile(real, channel), "");
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String thisProcess() {
    ProcessHandle process = ProcessHandle.current();
    String started = process.info().startInstant().map(at -> ", started " + at).orElse("");
    return "process " + process.pid() + " on " + host() + started;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed machine";
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_NAME);
    channel.read(text, 0);
    String name = StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
    return name.isEmpty() ? "another process" : name;
  }

  private static InputException held(Path file, String holder, Duration longest) {
    return new InputException(
        Problem.of(Texts.message("problem.lock", longest.toMinutes()))
            .withWhere(file.toAbsolutePath().resolveSibling("").toString())
            .withValue(holder)
            .withRemedy(Texts.message("problem.lock.remedy")));
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a lock", e);
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OPEN.remove(file);
    }
  }
}
