// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.OutOfResourcesException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.delivery.destination.DeliverableRun;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.home.Sha256;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.Extract;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes chosen rows and columns of a run in a chosen form. The engine writes the table; what it
 * cannot do (other line ends and encodings, compression, encryption) is done in one pass over it.
 */
public final class TablePacker implements Packer {
  /** A column that differs in every run without any news of a customer. */
  private static final String OF_EVERY_RUN = "RUN_ID";

  private final RowChoice rows;
  private final TableFormat format;
  private final CsvStyle style;
  private final Wrapping wrapping;
  private final Optional<Path> pgpKey;
  private final InstantSource instants;

  public TablePacker(
      RowChoice rows,
      TableFormat format,
      CsvStyle style,
      Wrapping wrapping,
      Optional<Path> pgpKey,
      InstantSource instants) {
    this.instants = instants;
    this.rows = rows;
    this.format = format;
    this.style = style;
    this.wrapping = wrapping;
    this.pgpKey = pgpKey;
  }

  @Override
  public String settings() {
    return rows.text() + ";" + format + ";" + style;
  }

  @Override
  public void check() {
    if (pgpKey.isPresent()) {
      PgpRecipient.load(pgpKey.get(), instants.instant());
    }
  }

  @Override
  public Shipment pack(DeliverableRun run, EarlierRuns earlier, String name, Path folder) {
    check(); // before minutes of work
    Path table = folder.resolve("table" + format.ending());
    try {
      long count = write(run, earlier, table, folder);
      Path packed = isDone() ? table : wrap(table, name, folder);
      Label label = new Label(run.runId(), name, Files.size(packed), count, Sha256.of(packed));
      return new Shipment(label, packed, rows.columns(), run.zone());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private boolean isDone() {
    return wrapping == Wrapping.NONE
        && pgpKey.isEmpty()
        && (format != TableFormat.CSV || style.isWrittenByTheEngine());
  }

  private long write(DeliverableRun run, EarlierRuns earlier, Path table, Path folder) {
    try (Engine engine = Engine.open(EngineOptions.forPacking(folder))) {
      return engine.extract(extract(run, earlier), table);
    } catch (OutOfResourcesException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Exception e) {
    return e instanceof OutOfResourcesException || isOfFullDisk(e)
        ? new OutOfResourcesException(
            Problem.of(Texts.message("problem.pack.full"))
                .withRemedy(Texts.message("problem.pack.full.remedy")),
            e)
        : new IllegalStateException("the run cannot be packed: " + e.getMessage(), e);
  }

  private static boolean isOfFullDisk(Exception e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  private Extract extract(DeliverableRun run, EarlierRuns earlier) {
    return new Extract(
        run.customers(),
        rows.columns().stream().map(column -> column(column, run.zone())).toList(),
        rows(earlier),
        rows.changedOnly()
            ? earlier.arrived().map(before -> changes(before, earlier))
            : Optional.empty(),
        switch (format) {
          case PARQUET -> new Extract.Parquet();
          case JSON_LINES -> new Extract.JsonLines();
          case CSV -> new Extract.Csv(style.delimiter(), style.nullText());
        });
  }

  /** Those chosen, with those who may be there and no longer belong there. */
  private Extract.Rows rows(EarlierRuns earlier) {
    return rows.leaversToo() && rows.isRestricted()
        ? new Extract.Rows(rows.choice(), earlier.begun(), earlier.refused().stream().toList())
        : new Extract.Rows(rows.choice(), List.of(), List.of());
  }

  private Extract.Changes changes(Path before, EarlierRuns earlier) {
    return new Extract.Changes(
        before,
        ShippedColumn.key(rows.columns()).orElseThrow().name(),
        List.of(OF_EVERY_RUN),
        earlier.refused());
  }

  private Extract.Column column(ShippedColumn column, ZoneId zone) {
    return new Extract.Column(
        column.column().name(), column.name(), writing(column.column().type().kind(), zone));
  }

  private Extract.Writing writing(ColumnType.Kind kind, ZoneId zone) {
    if (format != TableFormat.PARQUET && kind == ColumnType.Kind.TIMESTAMP) {
      return style.dates().writing(zone);
    }
    if (format == TableFormat.CSV && kind == ColumnType.Kind.BOOLEAN) {
      return style.booleans().writing();
    }
    return new Extract.AsItIs();
  }

  private Path wrap(Path table, String name, Path folder) throws IOException {
    Path packed = folder.resolve("packed");
    String inner = name.replaceFirst("\\.pgp$", "").replaceFirst("\\.(zip|gz)$", "");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(packed), 1 << 16);
        OutputStream locked = locked(file, name);
        OutputStream compressed = wrapping.around(locked, inner);
        InputStream in = Files.newInputStream(table)) {
      if (format == TableFormat.CSV && !style.isWrittenByTheEngine()) {
        TextRewriter.rewrite(in, compressed, style);
      } else {
        in.transferTo(compressed);
      }
    }
    Files.delete(table);
    return packed;
  }

  private OutputStream locked(OutputStream out, String name) throws IOException {
    return pgpKey.isEmpty()
        ? out
        : PgpRecipient.load(pgpKey.get(), instants.instant())
            .around(out, name.replaceFirst("\\.pgp$", ""));
  }
}
