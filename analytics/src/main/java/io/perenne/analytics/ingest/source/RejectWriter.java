// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.home.Csv;
import io.perenne.clv.words.Message;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes {@code rejects.csv.gz}: file, line, column, value, reason. */
public final class RejectWriter implements Closeable {

  private static final int MAX_VALUE = 200;
  private static final int MOST_REASONS = 20;

  private final BufferedWriter writer;
  private final List<Message> reasons = new ArrayList<>();
  private final long limit;
  private long written;

  /** Opens a file, which gets a header unless it is appended to. */
  public RejectWriter(RejectFile file) throws IOException {
    limit = file.limit();
    // a gzip file may have several members: what is appended is read on as if it were one
    OutputStream out =
        file.appends()
            ? Files.newOutputStream(file.path(), StandardOpenOption.APPEND)
            : Files.newOutputStream(file.path());
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.UTF_8));
    if (!file.appends()) {
      writer.write("file,line,column,value,reason\n");
    }
  }

  /** Returns whether no more rejects are written. */
  public boolean isFull() {
    return written >= limit;
  }

  /** Returns how many more rejects are written. */
  public long room() {
    return limit - written;
  }

  /** Returns how many rejects were written. */
  public long written() {
    return written;
  }

  /** Returns why the first rows that were written cannot be read, in order. */
  public List<Message> reasons() {
    return List.copyOf(reasons);
  }

  /** Adds a reject, unless the file is full; a line of 0 is not known. */
  public void write(Path file, long line, String column, String value, Message reason)
      throws IOException {
    if (isFull()) {
      return;
    }
    written++;
    if (reasons.size() < MOST_REASONS) {
      reasons.add(reason);
    }
    row(file.toString(), line > 0 ? Long.toString(line) : "", column, value, reason.toString());
  }

  /** Says how many more there are than were written. */
  public void writeRest(long count) throws IOException {
    if (count > 0) {
      row("", "", "", "", count + " more rows could not be read; they are counted only");
    }
  }

  private void row(String file, String line, String column, String value, String reason)
      throws IOException {
    String shown = value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "...";
    writer.write(Csv.value(file));
    writer.write(',');
    writer.write(line);
    for (String part : new String[] {column, shown, reason}) {
      writer.write(',');
      writer.write(Csv.value(part));
    }
    writer.write('\n');
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
