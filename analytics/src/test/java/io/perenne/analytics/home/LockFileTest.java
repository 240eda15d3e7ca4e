// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockFileTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path folder;

  private Path lock() {
    return folder.resolve(".lock");
  }

  /** Takes a lock in a process of its own, says so, and waits to be killed. */
  public static final class Holder {
    public static void main(String[] arguments) throws Exception {
      LockFile.acquire(Path.of(arguments[0]), SHORT, holder -> {});
      System.out.println("locked");
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  private Process otherHolder() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                lock().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("locked");
    return process;
  }

  @Test
  void acquire_heldByAnotherProcess_givesUpAndNamesIt() throws Exception {
    Process other = otherHolder();
    try {
      List<String> told = new ArrayList<>();
      assertThatThrownBy(() -> LockFile.acquire(lock(), SHORT, told::add))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("process " + other.pid() + " on ")
          .hasMessageContaining(folder.toString());
      assertThat(told).singleElement().asString().startsWith("process " + other.pid() + " on ");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void acquire_holderIsKilled_getsTheLock() throws Exception {
    Process other = otherHolder();
    CountDownLatch waiting = new CountDownLatch(1);
    Thread killer =
        new Thread(
            () -> {
              try {
                waiting.await();
                other.destroyForcibly();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    try (LockFile lock =
        LockFile.acquire(lock(), Duration.ofSeconds(30), holder -> waiting.countDown())) {
      assertThat(Files.readString(lock())).startsWith("process " + ProcessHandle.current().pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void acquire_heldByThisProcess_waitsAndDoesNotReleaseIt() throws Exception {
    try (LockFile held = LockFile.acquire(lock(), SHORT, holder -> {})) {
      assertThatThrownBy(() -> LockFile.acquire(lock(), SHORT, holder -> {}))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  lock().toString())
              .start();
      assertThat(other.waitFor()).as("another process must not get it").isNotZero();
    }
    LockFile.acquire(lock(), SHORT, holder -> {}).close();
  }

  @Test
  void acquire_interrupted_stopsWaiting() throws Exception {
    try (LockFile held = LockFile.acquire(lock(), SHORT, holder -> {})) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> LockFile.acquire(lock(), Duration.ofMinutes(5), holder -> {}))
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
