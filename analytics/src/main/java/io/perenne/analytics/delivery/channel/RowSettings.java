// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.channel;

import static io.perenne.analytics.delivery.channel.ValueTypes.SWITCH;
import static io.perenne.analytics.delivery.channel.ValueTypes.TEXT;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.analytics.config.Key;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.delivery.pack.CsvStyle;
import io.perenne.analytics.delivery.pack.RowChoice;
import io.perenne.analytics.delivery.pack.TableFormat;
import io.perenne.analytics.delivery.pack.TablePacker;
import io.perenne.analytics.delivery.pack.Wrapping;
import io.perenne.clv.segment.Segment;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which customers and columns a destination gets. Every kind has these keys. */
public final class RowSettings {
  private static final Key<String> COLUMNS = Key.of("columns", TEXT, "");
  private static final Key<Boolean> EXTENDED = Key.of("extended", SWITCH, "false");
  private static final Key<String> SEGMENTS = Key.of("segments", TEXT, "");
  private static final Key<Boolean> CONTACTABLE_ONLY = Key.of("contactable-only", SWITCH, "false");

  /** The keys, in order. */
  public static final List<Key<?>> KEYS = List.of(COLUMNS, EXTENDED, SEGMENTS, CONTACTABLE_ONLY);

  private RowSettings() {}

  /** Returns whether some customers are left out. */
  public static boolean isRestricted(DestinationSettings settings) {
    return settings.has(SEGMENTS) || settings.get(CONTACTABLE_ONLY);
  }

  /** Returns the rows of a file, which takes the place of the one before. */
  static RowChoice ofFile(DestinationSettings settings) {
    return rows(settings, false, false);
  }

  /**
   * Returns the packing of rows for a table.
   *
   * @param changedOnly whether only rows are sent that differ from the last delivery
   * @param rowsStay whether the table keeps rows that are not sent again
   * @throws IllegalArgumentException if the key of the table is not among the columns
   */
  public static Packing table(
      DestinationSettings settings,
      boolean changedOnly,
      boolean rowsStay,
      TableFormat format,
      CsvStyle style,
      InstantSource instants) {
    RowChoice rows = rows(settings, changedOnly, rowsStay);
    if (ShippedColumn.key(rows.columns()).isEmpty()) {
      throw new IllegalArgumentException("columns: a table needs CustomerId");
    }
    return Packing.ofRows(
        new TablePacker(rows, format, style, Wrapping.NONE, Optional.empty(), instants));
  }

  private static RowChoice rows(
      DestinationSettings settings, boolean changedOnly, boolean rowsStay) {
    if (settings.has(COLUMNS) && settings.get(EXTENDED)) {
      throw contradiction(settings, EXTENDED, COLUMNS);
    }
    return new RowChoice(
        settings.read(COLUMNS, text -> columns(text, settings.get(EXTENDED))),
        settings.read(SEGMENTS, RowSettings::segments),
        settings.get(CONTACTABLE_ONLY),
        changedOnly,
        rowsStay);
  }

  /** Returns the refusal of a key that another makes meaningless. */
  static InputException contradiction(DestinationSettings settings, Key<?> key, Key<?> other) {
    return new InputException(
        Problem.of(Texts.message("problem.destination.contradiction", key, other))
            .withWhere(Texts.message("problem.destination.where", settings.name()))
            .withRemedy(Texts.message("problem.destination.contradiction.remedy", key)));
  }

  private static List<ShippedColumn> columns(String text, boolean extended) {
    List<DatamodelColumn> known = new ArrayList<>(DatamodelColumn.contract());
    if (text.isEmpty()) {
      if (extended) {
        known.addAll(DatamodelColumn.extended());
      }
      return known.stream().map(ShippedColumn::of).toList();
    }
    known.addAll(DatamodelColumn.extended());
    return ValueTypes.words(text).stream().map(word -> column(word, known)).toList();
  }

  private static ShippedColumn column(String word, List<DatamodelColumn> known) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals).strip();
    DatamodelColumn column =
        known.stream()
            .filter(each -> each.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("unknown column: " + name));
    return equals < 0
        ? ShippedColumn.of(column)
        : new ShippedColumn(column, word.substring(equals + 1).strip());
  }

  private static Set<Segment> segments(String text) {
    EnumSet<Segment> segments = EnumSet.noneOf(Segment.class);
    for (String word : ValueTypes.words(text)) {
      segments.add(
          Segment.find(word)
              .orElseThrow(() -> new IllegalArgumentException("unknown segment: " + word)));
    }
    return segments;
  }
}
