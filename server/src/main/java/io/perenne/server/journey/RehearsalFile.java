// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.home.Access;
import io.perenne.analytics.home.Csv;
import io.perenne.analytics.home.DraftFile;
import io.perenne.engage.journey.LogEntry;
import io.perenne.engage.journey.Reason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes what happens in journeys as a CSV file for programs: codes and local times. */
final class RehearsalFile implements AutoCloseable {
  private final DraftFile draft;
  private final BufferedWriter out;
  private final ZoneId zone;

  private RehearsalFile(DraftFile draft, ZoneId zone) throws IOException {
    this.draft = draft;
    this.zone = zone;
    out = new BufferedWriter(new OutputStreamWriter(draft.open(), StandardCharsets.UTF_8));
  }

  /** Opens a file; one that is there stays until the new one is kept. */
  static RehearsalFile of(Path file, ZoneId zone) throws IOException {
    RehearsalFile made = new RehearsalFile(DraftFile.of(file, Access.OWNER), zone);
    made.line("at", "customer_id", "journey", "version", "step", "what", "reason", "detail");
    return made;
  }

  void write(LogEntry entry) {
    line(
        LocalDateTime.ofInstant(entry.at(), zone).truncatedTo(ChronoUnit.SECONDS).toString(),
        entry.person(),
        entry.journey(),
        entry.version(),
        entry.step(),
        entry.what().code(),
        entry.reason().map(Reason::code).orElse(""),
        entry.detail());
  }

  private void line(String... cells) {
    try {
      out.write(Arrays.stream(cells).map(Csv::value).collect(Collectors.joining(",", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the file in its place. */
  void keep() throws IOException {
    out.flush();
    draft.commit();
  }

  @Override
  public void close() throws IOException {
    try (draft) {
      out.close();
    }
  }
}
