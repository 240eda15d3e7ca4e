// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The contract file of a run with what filters look at.
 *
 * @param rows the rows
 * @param codes segment, band and arm of each row, by column
 * @param texts the columns in which text is searched, ids first
 * @param byId the places of the rows in the order of ids
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ContractIndex(
    ContractRows rows, Map<String, ColumnCodes> codes, List<ColumnText> texts, int[] byId)
    implements AutoCloseable {
  static final String SEGMENT = "ID_CLV_SEGMENT";
  static final String BAND = "ID_CLV_SCORE";
  static final String ARM = "CG_SEGMENT";

  /** Reads through the contract file of a run once. */
  static ContractIndex of(RunDocument run, Path folder) {
    Map<String, ColumnCodes> codes = new LinkedHashMap<>();
    Stream.of(SEGMENT, BAND, ARM).forEach(column -> codes.put(column, new ColumnCodes(column)));
    List<ColumnText> texts = List.of(new ColumnText(CustomerSort.ID), new ColumnText("Email"));
    List<ContractRows.FieldSink> sinks = new ArrayList<>(codes.values());
    sinks.addAll(texts);
    Path file = folder.resolve(run.files().getOrDefault("contract", ""));
    String nullText = run.configuration().getOrDefault("datamodel.null-text", "");
    try {
      ContractRows rows = ContractRows.open(file, nullText, sinks);
      return new ContractIndex(rows, codes, texts, texts.get(0).inOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size() {
    return rows.size();
  }

  Map<String, String> row(int place) {
    try {
      return rows.row(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the row of a customer. */
  Optional<Map<String, String>> find(String customerId) {
    byte[] id = customerId.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = byId.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = texts.get(0).compare(byId[middle], id);
      if (compared == 0) {
        return Optional.of(row(byId[middle]));
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  /** Returns whether a row has a value in one of the columns with codes. */
  IntPredicate has(String column, String value) {
    ColumnCodes known = codes.getOrDefault(column, new ColumnCodes(column));
    int code = known.codeOf(value);
    return code < 0 ? place -> false : place -> known.code(place) == code;
  }

  /** Returns the rows in which a text stands. */
  BitSet containing(String text) {
    BitSet found = new BitSet();
    texts.forEach(column -> column.addContaining(text, found));
    return found;
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
