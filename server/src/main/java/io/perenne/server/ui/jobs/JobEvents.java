// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.jobs;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.perenne.server.job.Progress;
import io.perenne.server.job.ProgressHub;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Server-sent events of a job: {@code progress} with a piece of the page, then {@code end}. Each
 * reader takes a thread, so there are only so many; the others read the page again.
 */
final class JobEvents {
  private static final int MOST = 64;

  /** So often something is sent though nothing is new: who is gone is noticed, and time goes on. */
  private static final Duration PULSE = Duration.ofSeconds(5);

  private final ProgressHub hub;
  private final Semaphore readers = new Semaphore(MOST);

  JobEvents(ProgressHub hub) {
    this.hub = hub;
  }

  /**
   * Sends what there is to say until the job has ended, the reader has gone, or the server ends.
   */
  void send(Context request, long job, Function<Progress, String> piece) {
    if (!readers.tryAcquire()) {
      throw new ServiceUnavailableResponse();
    }
    try (ProgressHub.Watch watch = hub.watch(job)) {
      request.contentType("text/event-stream; charset=utf-8");
      // proxies keep answers back until they are whole unless told
      request.header("X-Accel-Buffering", "no");
      send(request.res().getOutputStream(), watch, piece);
    } catch (IOException | UncheckedIOException e) {
      // the reader has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.release();
    }
  }

  private static void send(
      OutputStream out, ProgressHub.Watch watch, Function<Progress, String> piece)
      throws IOException, InterruptedException {
    Optional<Progress> last = watch.next(PULSE);
    while (last.isPresent() && !watch.closed()) {
      write(out, "progress", piece.apply(last.get()));
      if (!last.get().open()) {
        write(out, "end", last.get().state());
        return;
      }
      Progress before = last.get();
      last = watch.next(PULSE).or(() -> Optional.of(before));
    }
  }

  private static void write(OutputStream out, String event, String data) throws IOException {
    String lines = data.lines().map(line -> "data: " + line).collect(Collectors.joining("\n"));
    out.write(("event: " + event + "\n" + lines + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
