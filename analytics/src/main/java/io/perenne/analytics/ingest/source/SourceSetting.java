// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What all files of a source share, and what every source does with its files. */
record SourceSetting(ZoneId zone, ReadOptions options, EngineReader reader, Path workDirectory) {

  /** One SELECT for each group of files alike, with the places of the files among all. */
  static <F extends RereadableFile<F>> String unionOfLikes(
      List<F> files, BiFunction<List<F>, List<Integer>, String> select) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      groups.computeIfAbsent(files.get(i).likeness(), key -> new ArrayList<>()).add(i);
    }
    List<String> selects = new ArrayList<>();
    for (List<Integer> indexes : groups.values()) {
      selects.add(select.apply(indexes.stream().map(files::get).toList(), indexes));
    }
    return String.join("\nUNION ALL\n", selects);
  }

  <F extends RereadableFile<F>> List<F> scan(
      Connection connection, List<F> files, RereadableFile.Scan<F> scan) throws SQLException {
    return RereadableFile.scan(
        connection, new Damage(reader), new TableCopier(workDirectory), files, scan);
  }

  static Rejects collectRejects(
      Connection connection, String relation, List<BadRows> files, long badRows, RejectFile target)
      throws SQLException {
    try (RejectWriter writer = new RejectWriter(target)) {
      long broken = new RejectCollector(connection, files, writer).collect(relation, badRows);
      writer.writeRest(broken + badRows - writer.written());
      return new Rejects(broken + badRows, broken, writer.written(), target.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the copies that were made of files the engine could not read. */
  static void deleteCopies(List<? extends RereadableFile<?>> files) {
    for (RereadableFile<?> file : files) {
      Path copy = file.table().copy();
      if (copy != null) {
        try {
          Files.deleteIfExists(copy);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
