// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.analytics.duckdb.TestEngine;
import io.perenne.analytics.ingest.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "pipes have no path there")
class PipeInputTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private TestEngine engine = TestEngine.NONE;
  private Path folder = Path.of(".");

  @BeforeEach
  void openEngine(@TempDir Path temporary) throws SQLException {
    folder = temporary;
    engine = TestEngine.in(folder);
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  /** Writes into a pipe from a thread of its own and keeps it open until told to end. */
  private static CountDownLatch write(Path pipe, String text) {
    CountDownLatch end = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
                end.await(1, TimeUnit.MINUTES);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    writer.setDaemon(true);
    writer.start();
    return end;
  }

  @Test
  void pipe_isReadLikeAFile() throws IOException, InterruptedException, SQLException {
    Path pipe = pipe();
    write(pipe, "customer_id,date,amount\n1,2024-01-31,9.5\n2,soon,3\n").countDown();

    TransactionFiles source = engine.open(pipe);

    assertThat(engine.read(source, "customer, amount, bad"))
        .containsExactly("1|9.5000|0", "2|3.0000|1");
    assertThat(engine.rejects(source))
        .containsExactly(pipe + ",3,date,soon,not a date as this file writes them");
    assertThat(source.describe().get(0).raw()).isNotEqualTo(pipe).isRegularFile();
  }

  @Test
  void pipeWithoutWriter_isRefused() throws IOException, InterruptedException {
    Path pipe = pipe();

    assertThatThrownBy(() -> PipeCopy.keep(pipe, folder, SHORT, SHORT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(pipe + ": nobody writes into this pipe; waited");
    Files.newOutputStream(pipe).close(); // lets the waiting thread go
  }

  @Test
  void pipeThatFallsSilent_isRefused() throws IOException, InterruptedException {
    Path pipe = pipe();
    CountDownLatch end = write(pipe, "customer_id,date,amount\n");

    assertThatThrownBy(() -> PipeCopy.keep(pipe, folder, Duration.ofMinutes(1), SHORT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(pipe + ": the pipe fell silent; waited");
    end.countDown();
  }

  @Test
  void deviceAndTableInMemory_areRefusedInWords() throws IOException, InterruptedException {
    assertThatThrownBy(() -> engine.open(Path.of("/dev/zero")))
        .isInstanceOf(InputException.class)
        .hasMessage("/dev/zero: a device, no file; give a file, or send the table through a pipe");
    Path pipe = pipe();
    assertThatThrownBy(() -> TableReader.read(pipe, ReadOptions.detect()))
        .isInstanceOf(InputException.class)
        .hasMessage(pipe + ": a pipe can be read only once; save it as a file");
  }
}
