// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import io.perenne.analytics.home.DraftFile;
import io.perenne.analytics.pipeline.TableWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of columns on its way into a Parquet file. */
final class ParquetFile implements Table {
  private final DraftFile draft;
  private final TableWriter rows;

  ParquetFile(DraftFile draft, TableWriter rows) {
    this.draft = draft;
    this.rows = rows;
  }

  @Override
  public Block block() {
    return new Values();
  }

  @Override
  public void append(Block block) {
    ((Values) block).complete.forEach(rows::add);
  }

  @Override
  public void publish() {
    rows.write(draft.path());
    Table.commit(draft);
  }

  @Override
  public void close() {
    rows.close();
    Table.discard(draft);
  }

  /** Rows as values. */
  private static final class Values implements Block {
    private final List<Object[]> complete = new ArrayList<>();
    private final List<Object> row = new ArrayList<>();

    @Override
    public Block add(String value) {
      row.add(value);
      return this;
    }

    @Override
    public Block addDay(int epochDay) {
      row.add(LocalDate.ofEpochDay(epochDay));
      return this;
    }

    @Override
    public Block add(int value) {
      row.add(value);
      return this;
    }

    @Override
    public Block add(double value) {
      row.add(value);
      return this;
    }

    @Override
    public Block addNothing() {
      row.add(Optional.empty());
      return this;
    }

    @Override
    public void end() {
      complete.add(row.toArray());
      row.clear();
    }
  }
}
