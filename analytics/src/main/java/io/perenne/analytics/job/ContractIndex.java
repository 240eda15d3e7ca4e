// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.job;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The contract file of a run with what filters look at.
 *
 * @param rows the rows
 * @param codes segment, band and arm of each row, by column
 * @param texts the columns in which text is searched, ids first
 * @param byId the places of the rows in the order of ids
 */
record ContractIndex(
    ContractRows rows, Map<String, ColumnCodes> codes, List<ColumnText> texts, IntBuffer byId)
    implements AutoCloseable {
  static final String SEGMENT = "ID_CLV_SEGMENT";
  static final String BAND = "ID_CLV_SCORE";
  static final String ARM = "CG_SEGMENT";

  private static final List<String> CODES = List.of(SEGMENT, BAND, ARM);
  private static final List<String> TEXTS = List.of(CustomerSort.ID, "Email");
  private static final String STARTS = "rows";
  private static final String BY_ID = "by-id";

  /** Its lines are the columns of the file; it is written last. */
  private static final String COLUMNS = "columns";

  /** Opens the contract file of a run; reads through it first where the parts lack something. */
  static ContractIndex of(RunDocument run, Path folder, IndexParts parts) throws IOException {
    Path file = folder.resolve(run.files().getOrDefault(RunStore.CONTRACT, ""));
    if (!isIn(parts)) {
      write(file, parts);
    }
    Map<String, ColumnCodes> codes = new LinkedHashMap<>();
    for (String column : CODES) {
      codes.put(column, ColumnCodes.open(parts, column));
    }
    List<ColumnText> texts = new ArrayList<>();
    for (String column : TEXTS) {
      texts.add(ColumnText.open(parts, column));
    }
    String names = StandardCharsets.UTF_8.decode(require(parts, COLUMNS)).toString();
    ContractRows rows =
        ContractRows.open(
            file,
            run.configuration().getOrDefault("datamodel.null-text", ""),
            names.lines().toList(),
            require(parts, STARTS).asLongBuffer());
    return new ContractIndex(rows, codes, texts, require(parts, BY_ID).asIntBuffer());
  }

  /** Returns whether nothing is lacking. */
  static boolean isIn(IndexParts parts) throws IOException {
    return parts.read(COLUMNS).isPresent();
  }

  private static void write(Path file, IndexParts parts) throws IOException {
    List<ContractRows.FieldSink> sinks = new ArrayList<>();
    List<String> names;
    try (IndexParts.Draft starts = parts.write(STARTS)) {
      for (String column : CODES) {
        sinks.add(new ColumnCodes.Writer(parts, column));
      }
      for (String column : TEXTS) {
        sinks.add(new ColumnText.Writer(parts, column));
      }
      names = ContractRows.scan(file, new DataOutputStream(starts), sinks);
      starts.keep();
      for (ContractRows.FieldSink sink : sinks) {
        sink.keep();
      }
    } finally {
      for (ContractRows.FieldSink sink : sinks) {
        sink.close();
      }
    }
    keep(parts, BY_ID, ColumnText.open(parts, CustomerSort.ID).inOrder());
    keep(parts, COLUMNS, String.join("\n", names));
  }

  /** Keeps a text as a part. */
  static void keep(IndexParts parts, String name, String text) throws IOException {
    try (IndexParts.Draft draft = parts.write(name)) {
      draft.write(text.getBytes(StandardCharsets.UTF_8));
      draft.keep();
    }
  }

  /** Keeps numbers as a part. */
  static void keep(IndexParts parts, String name, int[] numbers) throws IOException {
    try (IndexParts.Draft draft = parts.write(name)) {
      DataOutputStream out = new DataOutputStream(draft);
      for (int number : numbers) {
        out.writeInt(number);
      }
      draft.keep();
    }
  }

  /** Returns a part that is there because what was written after it is. */
  static ByteBuffer require(IndexParts parts, String name) throws IOException {
    return parts.read(name).orElseThrow(() -> new IOException("there is no part " + name));
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
    OptionalInt place = placeById(customerId);
    return place.isPresent() ? Optional.of(row(byId.get(place.getAsInt()))) : Optional.empty();
  }

  /** Returns the place of a customer in the order of ids. */
  OptionalInt placeById(String customerId) {
    byte[] id = customerId.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = byId.limit() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = texts.get(0).compare(byId.get(middle), id);
      if (compared == 0) {
        return OptionalInt.of(middle);
      }
      low = compared < 0 ? middle + 1 : low;
      high = compared < 0 ? high : middle - 1;
    }
    return OptionalInt.empty();
  }

  /** Returns the places of the rows whose id begins with a text, in the order of ids. */
  List<Integer> beginningWith(String text, int limit) {
    byte[] beginning = text.getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = byId.limit();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (texts.get(0).compare(byId.get(middle), beginning) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<Integer> places = new ArrayList<>();
    while (low < byId.limit()
        && places.size() < limit
        && texts.get(0).beginsWith(byId.get(low), beginning)) {
      places.add(byId.get(low++));
    }
    return places;
  }

  /** Returns whether a row has a value in one of the columns with codes. */
  IntPredicate has(String column, String value) {
    ColumnCodes known = codes.get(column);
    int code = known == null ? -1 : known.codeOf(value);
    return known == null || code < 0 ? place -> false : place -> known.code(place) == code;
  }

  /** Returns the rows in which a text stands. */
  BitSet containing(String text) {
    BitSet found = new BitSet(size());
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
