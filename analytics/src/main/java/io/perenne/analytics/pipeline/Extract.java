// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Rows and columns of a published run, to be written to a file of their own.
 *
 * @param customers the table of customers of the run
 * @param columns the columns to write, in order
 * @param rows which rows
 * @param changes what the rows are compared with, if only those that differ are written
 * @param format how the file is written
 */
public record Extract(
    Path customers, List<Column> columns, Rows rows, Optional<Changes> changes, Format format) {
  /** Copies the list. */
  public Extract {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param source its name in the run
   * @param name its name in the file
   * @param writing how its values are written
   */
  public record Column(String source, String name, Writing writing) {}

  /** How values are written. */
  public sealed interface Writing {}

  /** As they are in the run. */
  public record AsItIs() implements Writing {}

  /**
   * Local times as text.
   *
   * @param pattern strptime letters
   * @param utcFrom the zone of the local times, if they are converted to UTC
   */
  public record Time(String pattern, Optional<ZoneId> utcFrom) implements Writing {}

  /**
   * True and false as text.
   *
   * @param yes the text for true
   * @param no the text for false
   */
  public record Flag(String yes, String no) implements Writing {}

  /**
   * Which rows are written: those chosen, and those of customers who were chosen before.
   *
   * @param choice the rows chosen
   * @param chosenBefore tables of earlier runs; whoever was chosen there is written again
   * @param keyLists CSV files with ids in a column {@code row}; these are written again
   */
  public record Rows(Choice choice, List<Path> chosenBefore, List<Path> keyLists) {
    /** Copies the lists. */
    public Rows {
      chosenBefore = List.copyOf(chosenBefore);
      keyLists = List.copyOf(keyLists);
    }
  }

  /**
   * A choice of customers.
   *
   * @param segmentIds the ids of the segments; empty for all
   * @param contactableOnly whether only customers come whom e-mail marketing may reach
   */
  public record Choice(List<String> segmentIds, boolean contactableOnly) {
    /** Copies the list. */
    public Choice {
      segmentIds = List.copyOf(segmentIds);
    }
  }

  /**
   * What rows are compared with. Only those that differ are written, sorted by key.
   *
   * @param before the table of customers of an earlier run, written by the same choice
   * @param key the name in the file of the column that tells rows apart
   * @param ignored sources of columns that are not compared
   * @param refused a CSV file with the keys, in a column {@code row}, of earlier rows that do not
   *     count as written
   */
  public record Changes(Path before, String key, List<String> ignored, Optional<Path> refused) {
    /** Copies the list. */
    public Changes {
      ignored = List.copyOf(ignored);
    }
  }

  /** How the file is written. */
  public sealed interface Format {}

  /** Parquet. */
  public record Parquet() implements Format {}

  /** A JSON object on each line. */
  public record JsonLines() implements Format {}

  /**
   * Delimited text with a header.
   *
   * @param delimiter what separates values
   * @param nullText what an absent value is written as
   */
  public record Csv(String delimiter, String nullText) implements Format {}
}
