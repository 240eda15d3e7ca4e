// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.print;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text for a terminal, its columns as wide as what they hold. */
public final class TextTable {

  /** On which side the text of a column stands. */
  enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  private final List<Align> aligns = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of words. */
  public TextTable left(String heading) {
    return column(heading, Align.LEFT);
  }

  /** Adds a column of numbers. */
  public TextTable right(String heading) {
    return column(heading, Align.RIGHT);
  }

  private TextTable column(String heading, Align align) {
    headings.add(heading);
    aligns.add(align);
    return this;
  }

  /** Adds a row with a cell for each column. */
  public TextTable row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          "cells not one a column: " + cells.size() + " != " + headings.size());
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Returns the lines, each ending with a line feed, without blanks at their ends. */
  public String render() {
    int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
    StringBuilder text = new StringBuilder(line(headings, widths));
    rows.forEach(cells -> text.append(line(cells, widths)));
    return text.toString();
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
    return Math.max(widest, length(headings.get(column)));
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
            .mapToObj(column -> padded(cells.get(column), widths[column], aligns.get(column)))
            .collect(Collectors.joining("  "))
            .stripTrailing()
        + "\n";
  }

  private static String padded(String cell, int width, Align align) {
    String blanks = " ".repeat(width - length(cell));
    return align == Align.LEFT ? cell + blanks : blanks + cell;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
