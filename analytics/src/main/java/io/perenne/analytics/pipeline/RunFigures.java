// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The customers of a run summed up in the ways in which they are shown.
 *
 * @param cells by segment and value band
 * @param values by value band and value
 * @param activity buyers by tickets and days of silence
 */
public record RunFigures(List<Cell> cells, List<ValueCell> values, List<ActivityCell> activity) {
  /** The lower ends of the classes of tickets. */
  public static final List<Integer> TICKETS_FROM = List.of(1, 2, 3, 6, 11);

  /** The upper ends of the classes of silence in days; the last class is open. */
  public static final List<Integer> SILENCE_UP_TO = List.of(30, 60, 90, 180, 270);

  /** Copies the lists. */
  public RunFigures {
    cells = List.copyOf(cells);
    values = List.copyOf(values);
    activity = List.copyOf(activity);
  }

  /** The customers of one segment in one value band. */
  public record Cell(String segment, String band, CustomerGroup group) {}

  /**
   * The customers of a value band whose value is in one step.
   *
   * @param step their value is at least {@code 10^(step/4)} and below {@code 10^((step+1)/4)}
   */
  public record ValueCell(String band, int step, long customers) {
    /** The lower end of the step. */
    public double from() {
      return Math.pow(10, step / 4.0);
    }
  }

  /** The buyers of one class of tickets, see {@link #TICKETS_FROM}, and one of silence. */
  public record ActivityCell(int ticketsClass, int silenceClass, long customers) {}

  /** Returns the customers by segment, best first; a segment without any is left out. */
  public Map<String, CustomerGroup> bySegment() {
    Map<String, CustomerGroup> groups = new TreeMap<>();
    cells.forEach(cell -> groups.merge(cell.segment(), cell.group(), CustomerGroup::plus));
    return groups;
  }

  /** Returns the customers by value band, best first; a band without any is left out. */
  public Map<String, CustomerGroup> byBand() {
    Map<String, CustomerGroup> groups = new TreeMap<>();
    cells.forEach(cell -> groups.merge(cell.band(), cell.group(), CustomerGroup::plus));
    return groups;
  }

  /** Returns everybody. */
  public CustomerGroup everybody() {
    return CustomerGroup.sum(cells.stream().map(Cell::group).toList());
  }
}
