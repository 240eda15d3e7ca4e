// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.source;

import io.perenne.analytics.ingest.column.TableSample;
import io.perenne.analytics.ingest.text.TableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The questions about a file that only the engine that will read it can answer. Deciding how a file
 * is written is done here in {@code ingest}; an engine answers these four questions and nothing
 * else.
 */
public interface TableProbe {

  /**
   * Returns the columns and the first rows of a Parquet file.
   *
   * @throws io.perenne.analytics.InputException if the file is damaged
   */
  TableSample parquet(Path file, int rows);

  /**
   * Returns the first rows of a file of delimited text as a bulk scan reads them, an absent value
   * as empty text; absent if the scan fails.
   */
  Optional<List<List<String>>> firstRows(TableFile file, int rows);

  /** Returns the largest numbers in the first and second place of the dates of a whole column. */
  DateNumbers dateNumbers(TableFile file, int column);

  /** Counts the numbers of a whole column that show their decimal mark beyond doubt. */
  MarkCounts decimalMarks(TableFile file, int column);

  /**
   * The largest numbers in the dates of a column.
   *
   * @param first in the first place, as the day in 31/12/2024
   * @param second in the second place
   */
  record DateNumbers(long first, long second) {}

  /**
   * Numbers by decimal mark.
   *
   * @param points how many have a decimal point
   * @param commas how many have a decimal comma
   */
  record MarkCounts(long points, long commas) {}
}
