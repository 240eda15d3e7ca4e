// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.intake;

import io.perenne.engage.event.Fields;
import io.perenne.server.storage.Store;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Events of a file, one message a line, as other programs export them. Each line is taken as if it
 * had been sent when it says that it was received.
 */
public final class EventFile {
  private static final int TOGETHER = 1000;
  private static final int LONGEST_LINE = 1 << 20;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Store store;
  private final Intake intake;
  private final InstantSource clock;

  /** Makes a reader of files that writes to a store. */
  public EventFile(Store store, Intake intake, InstantSource clock) {
    this.store = store;
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * What became of the lines of a file.
   *
   * @param lines how many there were, without empty ones
   * @param events how many are new events
   * @param duplicates how many were there already
   * @param rejects how many are no events
   */
  public record Result(long lines, long events, long duplicates, long rejects) {
    private Result plus(List<Outcome> outcomes) {
      return new Result(
          lines,
          events + count(outcomes, Outcome.STORED),
          duplicates + count(outcomes, Outcome.DUPLICATE),
          rejects);
    }

    private static long count(List<Outcome> outcomes, Outcome one) {
      return outcomes.stream().filter(one::equals).count();
    }

    private Result withLine() {
      return new Result(lines + 1, events, duplicates, rejects);
    }

    private Result withReject() {
      return new Result(lines, events, duplicates, rejects + 1);
    }
  }

  /**
   * Takes a file, which may be compressed by gzip.
   *
   * @param sourceId the source that the events are said to come from
   * @param rejects where lines are written that are no events, with what is wrong; written only if
   *     there are some
   * @throws IOException if a file cannot be read or written; what was taken until then is kept, and
   *     taking the file again counts nothing twice where messages have ids
   */
  public Result take(Path file, long sourceId, Path rejects) throws IOException {
    Files.deleteIfExists(rejects);
    try (BufferedReader lines = open(file);
        Rejects rejected = new Rejects(rejects)) {
      Result result = new Result(0, 0, 0, 0);
      List<Arrival> together = new ArrayList<>();
      long number = 0;
      @Nullable String line = readLine(lines);
      while (line != null) {
        number++;
        if (!line.isBlank()) {
          result = result.withLine();
          Arrival arrival = read(line, number, sourceId);
          if (arrival instanceof Arrival.Bad bad) {
            rejected.add(number, bad.message().reason(), bad.message().detail(), line);
            result = result.withReject();
          } else {
            together.add(arrival);
          }
          if (together.size() == TOGETHER) {
            result = result.plus(keep(together));
          }
        }
        line = readLine(lines);
      }
      return result.plus(keep(together));
    }
  }

  private List<Outcome> keep(List<Arrival> together) {
    List<Arrival> all = List.copyOf(together);
    together.clear();
    return store.write(in -> EventWriter.write(in, all));
  }

  private Arrival read(String line, long number, long sourceId) {
    Optional<Map<String, @Nullable Object>> json =
        line.length() > LONGEST_LINE ? Optional.empty() : Json.object(line);
    Map<String, @Nullable Object> message = new LinkedHashMap<>(json.orElseGet(Map::of));
    if (json.isEmpty()) {
      return intake
          .read(Map.of("batch", List.of(number)), Optional.empty(), sourceId, now())
          .get(0);
    }
    if (Fields.of(message).text("messageId").isEmpty()) {
      // the same line of the same file is the same event
      message.put("messageId", "line-" + Saying.hash(number + "\n" + line));
    }
    return intake.read(message, Optional.empty(), sourceId, received(Fields.of(message))).get(0);
  }

  private Instant now() {
    return clock.instant();
  }

  private Instant received(Fields message) {
    for (String name : List.of("receivedAt", "sentAt")) {
      Optional<String> text = message.text(name);
      if (text.isPresent()) {
        try {
          Instant then = OffsetDateTime.parse(text.get()).toInstant();
          return then.isBefore(now()) ? then : now();
        } catch (DateTimeException e) {
          // it is refused when the message is read, if it counts
        }
      }
    }
    return now();
  }

  /** A line without an end does not fill the memory: the rest of it is left out. */
  private static @Nullable String readLine(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = lines.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() <= LONGEST_LINE) {
        line.append((char) next);
      }
      next = lines.read();
    }
    return line.toString();
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      in.mark(2);
      boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
      in.reset();
      return new BufferedReader(
          new InputStreamReader(
              gzip ? new GZIPInputStream(in) : in,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPLACE)
                  .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Lines that are no events; the file is there only if there are some. */
  private static final class Rejects implements AutoCloseable {
    private final Path file;
    private @Nullable BufferedWriter out;

    Rejects(Path file) {
      this.file = file;
    }

    void add(long line, String reason, String detail, String text) throws IOException {
      BufferedWriter writer = out;
      if (writer == null) {
        writer = Files.newBufferedWriter(file);
        out = writer;
      }
      Map<String, Object> reject = new LinkedHashMap<>();
      reject.put("line", line);
      reject.put("reason", reason);
      reject.put("detail", detail);
      reject.put("message", text);
      writer.write(Json.text(reject));
      writer.write('\n');
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}
