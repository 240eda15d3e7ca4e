// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import io.perenne.analytics.home.DraftFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table on its way into a CSV file: UTF-8 by RFC 4180. */
final class CsvFile implements Table {
  private final DraftFile draft;
  private final byte[] header;
  private final OutputStream out;

  CsvFile(DraftFile draft, List<String> columns) {
    this.draft = draft;
    this.header = (String.join(",", columns) + "\n").getBytes(StandardCharsets.UTF_8);
    this.out = open();
  }

  private OutputStream open() {
    try {
      OutputStream opened = draft.open();
      opened.write(header);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Block block() {
    return new CsvBlock();
  }

  @Override
  public void append(Block rows) {
    try {
      ((CsvBlock) rows).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void publish() {
    end();
    Table.commit(draft);
  }

  @Override
  public void close() {
    end();
    Table.discard(draft);
  }
}
