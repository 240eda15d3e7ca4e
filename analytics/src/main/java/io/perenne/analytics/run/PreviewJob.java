// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.home.DurableFiles;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.source.HeadCopy;
import io.perenne.analytics.ingest.source.TableLook;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.pipeline.Engine;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at one file: its rows as they stand there, and what a run would make of them. Of a large
 * text only the beginning is read.
 */
public final class PreviewJob {
  private static final long MOST_BYTES = 8L << 20;
  private static final int ROWS = 20;
  private static final int MOST_LETTERS = 200;

  private PreviewJob() {}

  /**
   * Looks at a file.
   *
   * @param settings how files are read; the paths are not
   * @param input what it is taken for
   * @throws InputException if it cannot be opened; what a run would refuse is in the answer
   */
  public static Preview run(RunRequest settings, Path file, ColumnMapping.Input input, Task task) {
    Path folder = temporary();
    try {
      Path work = Files.createDirectory(folder.resolve("work"));
      Optional<Path> copy = HeadCopy.of(file, MOST_BYTES, folder);
      Path read = copy.orElse(file);
      List<Problem> refusals = new ArrayList<>();
      TableSample sample = look(settings, read, input, task, work, refusals);
      Inspection inspection =
          sample.columns().isEmpty()
              ? Inspection.refused(refusals)
              : inspect(only(settings, read, sample.names()), input, task);
      return new Preview(
          input,
          TableLook.fields(input),
          sample.names(),
          sample.rows().stream().limit(ROWS).map(PreviewJob::shortened).toList(),
          read,
          copy.isPresent(),
          inspection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("perenne-preview");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> shortened(List<String> row) {
    return row.stream()
        .map(each -> each.length() <= MOST_LETTERS ? each : each.substring(0, MOST_LETTERS) + "…")
        .toList();
  }

  private static TableSample look(
      RunRequest settings,
      Path file,
      ColumnMapping.Input input,
      Task task,
      Path work,
      List<Problem> refusals) {
    try (Engine engine = Engine.open(EngineOptions.of(task, work))) {
      return engine.reader().look(file, input, settings.transactions());
    } catch (InputException e) {
      refusals.addAll(e.problems());
      return new TableSample(List.of(), List.of());
    }
  }

  /** A column that is named for another source is not missed in this one. */
  private static RunRequest only(RunRequest settings, Path file, List<String> names) {
    Map<String, String> known = new LinkedHashMap<>();
    settings
        .transactions()
        .mapping()
        .columns()
        .forEach(
            (field, column) -> {
              if (names.stream().anyMatch(name -> ColumnMapping.isNamed(column, name))
                  || ColumnMapping.isNone(column)
                  || ColumnMapping.place(column).orElse(names.size()) < names.size()) {
                known.put(field, column);
              }
            });
    return new RunRequest(
        new TransactionInput(
            List.of(file.toString()),
            new ColumnMapping(known),
            settings.configuration().with("input.columns", "auto")),
        List.of(file.toString()),
        settings.asOf(),
        settings.home(),
        Optional.empty());
  }

  private static Inspection inspect(RunRequest request, ColumnMapping.Input input, Task task) {
    return input == ColumnMapping.Input.CUSTOMERS
        ? InspectJob.customers(request, task)
        : InspectJob.run(
            new RunRequest(
                request.transactions(),
                List.of(),
                request.asOf(),
                request.home(),
                Optional.empty()),
            task);
  }
}
