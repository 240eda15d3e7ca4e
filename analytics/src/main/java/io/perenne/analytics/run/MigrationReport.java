// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.Migration;
import io.perenne.clv.segment.MigrationCell;
import io.perenne.clv.segment.Segment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns the moves between two runs into what the provenance keeps of them. */
final class MigrationReport {
  private MigrationReport() {}

  static RunDocument.Migration of(Migration migration) {
    Map<Segment, Map<Segment, List<MigrationCell>>> matrix =
        migration.cells().stream()
            .collect(
                Collectors.groupingBy(
                    MigrationCell::before,
                    TreeMap::new,
                    Collectors.groupingBy(MigrationCell::now, TreeMap::new, Collectors.toList())));
    List<RunDocument.Move> moves =
        matrix.values().stream()
            .flatMap(row -> row.values().stream())
            .map(cells -> move(migration, cells))
            .toList();
    double stayed = migration.stayShare();
    return new RunDocument.Migration(
        migration.customers(), Double.isNaN(stayed) ? null : stayed, moves);
  }

  private static RunDocument.Move move(Migration migration, List<MigrationCell> cells) {
    Segment before = cells.get(0).before();
    Segment now = cells.get(0).now();
    return new RunDocument.Move(
        before.id(),
        now.id(),
        migration.customers(before, now),
        migration.rowShare(before, now),
        cells.stream().mapToDouble(MigrationCell::ltv).sum(),
        cells.stream().flatMap(MigrationReport::cause).toList());
  }

  private static java.util.stream.Stream<RunDocument.Cause> cause(MigrationCell cell) {
    return cell.cause() == null
        ? java.util.stream.Stream.empty()
        : java.util.stream.Stream.of(
            new RunDocument.Cause(cell.cause().code(), cell.customers(), cell.ltv()));
  }
}
