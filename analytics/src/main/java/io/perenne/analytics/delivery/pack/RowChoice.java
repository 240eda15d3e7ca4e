// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.pack;

import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.analytics.pipeline.Extract;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.segment.Segment;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which columns and which customers a destination gets.
 *
 * @param columns the columns, in order, the key among them
 * @param segments the segments; empty for all
 * @param contactableOnly whether only customers come whom e-mail marketing may reach
 * @param changedOnly whether only rows come that differ from the last delivery
 * @param leaversToo whether a customer who no longer belongs to the choice comes once more, because
 *     the destination keeps the rows it was sent
 */
public record RowChoice(
    List<ShippedColumn> columns,
    Set<Segment> segments,
    boolean contactableOnly,
    boolean changedOnly,
    boolean leaversToo) {
  public RowChoice {
    columns = List.copyOf(columns);
    segments = segments.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(segments));
    if (columns.stream().map(column -> column.name().toLowerCase(Locale.ROOT)).distinct().count()
        < columns.size()) {
      throw new IllegalArgumentException("columns: two columns have the same name");
    }
    if (leaversToo && contactableOnly && !has(columns, "EMAIL_COMMUNICATIONS")) {
      throw new IllegalArgumentException(
          "contactable-only: the rows stay there, so the column EMAIL_COMMUNICATIONS has to tell"
              + " who may no longer be written to; add it to columns");
    }
    if (leaversToo
        && !segments.isEmpty()
        && !has(columns, "ID_CLV_SEGMENT")
        && !has(columns, "CLV_SEGMENT")) {
      throw new IllegalArgumentException(
          "segments: the rows stay there, so the column ID_CLV_SEGMENT has to tell who has left"
              + " them; add it to columns");
    }
  }

  private static boolean has(List<ShippedColumn> columns, String name) {
    return columns.stream().anyMatch(column -> column.column().name().equals(name));
  }

  /** Returns whether some customers do not belong to it. */
  boolean isRestricted() {
    return contactableOnly || !segments.isEmpty();
  }

  /** All customers with the 25 columns. */
  static RowChoice everything() {
    return new RowChoice(
        DatamodelColumn.contract().stream().map(ShippedColumn::of).toList(),
        Set.of(),
        false,
        false,
        false);
  }

  /** Returns which customers come. */
  Extract.Choice choice() {
    return new Extract.Choice(
        segments.stream().sorted().map(Segment::id).toList(), contactableOnly);
  }

  private String condition() {
    String segment =
        segments.isEmpty()
            ? "true"
            : segments.stream()
                .sorted()
                .map(each -> Sql.quote(each.id()))
                .collect(Collectors.joining(", ", "\"ID_CLV_SEGMENT\" IN (", ")"));
    return segment + (contactableOnly ? " AND \"EMAIL_COMMUNICATIONS\"" : "");
  }

  /** Returns the choice as text that changes whenever a row might. */
  String text() {
    return columns.stream()
            .map(column -> column.column().name() + "=" + column.name())
            .collect(Collectors.joining(","))
        + ";"
        + condition();
  }
}
