// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.movement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The segments before on the left, the segments now on the right, and a ribbon for those who went
 * from one to the other; as thick as they are many, or as they are worth.
 *
 * @param width how wide the drawing is
 * @param before the segments on the left, from the top
 * @param now the segments on the right
 * @param ribbons those between them
 */
public record Sankey(int width, List<Node> before, List<Node> now, List<Ribbon> ribbons) {
  /** The height of the drawing. */
  public static final int HEIGHT = 420;

  /** The width of a segment. */
  public static final int BAR = 30;

  private static final double GAP = 3;
  private static final int WIDE = 600;
  private static final int MARGIN = 190;

  /**
   * A segment.
   *
   * @param id two digits; empty for those whom the run does not know
   * @param x its left edge
   * @param y its top edge
   * @param amount customers or money
   */
  public record Node(String id, double x, double y, double height, double amount) {
    /** Returns the class of its colour. */
    public String style() {
      return id.isEmpty() ? "s00" : "s" + id;
    }

    /** Returns the middle of its height, for a line of text. */
    public double middle() {
      return y + height / 2 + 4;
    }
  }

  /**
   * Those who went from one segment to another.
   *
   * @param path the outline as path data
   */
  public record Ribbon(String before, String now, double amount, String path) {
    /** Returns the class of its colour: that of the segment before. */
    public String style() {
      return before.isEmpty() ? "s00" : "s" + before;
    }

    /** Returns whether they stayed. */
    public boolean stays() {
      return before.equals(now);
    }
  }

  static Sankey of(MovementMatrix matrix, boolean money, int width) {
    int margin = width >= WIDE ? MARGIN : 0;
    Map<String, Double> left = new LinkedHashMap<>();
    Map<String, Double> right = new LinkedHashMap<>();
    for (MovementMatrix.Row row : matrix.rows()) {
      for (MovementMatrix.Cell cell : row.cells()) {
        left.merge(row.id(), amount(cell, money), Double::sum);
        right.merge(cell.now(), amount(cell, money), Double::sum);
      }
    }
    Map<String, Node> from = nodes(left, margin);
    Map<String, Node> to = nodes(right, width - margin - BAR);
    return new Sankey(
        width,
        List.copyOf(from.values()),
        List.copyOf(to.values()),
        ribbons(matrix, money, from, to));
  }

  private static double amount(MovementMatrix.Cell cell, boolean money) {
    return money ? Math.max(0, cell.value().doubleValue()) : cell.customers();
  }

  private static Map<String, Node> nodes(Map<String, Double> amounts, double x) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    double sum = amounts.values().stream().mapToDouble(Double::doubleValue).sum();
    long present = amounts.values().stream().filter(amount -> amount > 0).count();
    double scale = sum > 0 ? (HEIGHT - GAP * Math.max(0, present - 1)) / sum : 0;
    double y = 0;
    for (Map.Entry<String, Double> entry : amounts.entrySet()) {
      if (entry.getValue() > 0) {
        double height = entry.getValue() * scale;
        nodes.put(entry.getKey(), new Node(entry.getKey(), x, y, height, entry.getValue()));
        y += height + GAP;
      }
    }
    return nodes;
  }

  private static List<Ribbon> ribbons(
      MovementMatrix matrix, boolean money, Map<String, Node> from, Map<String, Node> to) {
    Map<String, Double> leftY = new LinkedHashMap<>();
    Map<String, Double> rightY = new LinkedHashMap<>();
    List<Ribbon> ribbons = new ArrayList<>();
    for (MovementMatrix.Row row : matrix.rows()) {
      for (MovementMatrix.Cell cell : row.cells()) {
        double amount = amount(cell, money);
        Node left = from.get(row.id());
        Node right = to.get(cell.now());
        if (amount > 0 && left != null && right != null) {
          double leftHeight = left.height() * amount / left.amount();
          double rightHeight = right.height() * amount / right.amount();
          double y1 = leftY.merge(row.id(), leftHeight, Double::sum) - leftHeight + left.y();
          double y2 = rightY.merge(cell.now(), rightHeight, Double::sum) - rightHeight + right.y();
          String path = path(left.x() + BAR, y1, leftHeight, right.x(), y2, rightHeight);
          ribbons.add(new Ribbon(row.id(), cell.now(), amount, path));
        }
      }
    }
    return ribbons;
  }

  private static String path(double x1, double y1, double h1, double x2, double y2, double h2) {
    return String.format(
        Locale.ROOT,
        "M%1$.1f %2$.1fC%7$.1f %2$.1f %7$.1f %5$.1f %4$.1f %5$.1fV%6$.1fC%7$.1f %6$.1f %7$.1f %3$.1f %1$.1f %3$.1fZ",
        x1,
        y1,
        y1 + h1,
        x2,
        y2,
        y2 + h2,
        (x1 + x2) / 2);
  }

  /** Returns whether there is room for names beside the segments. */
  public boolean hasNames() {
    return width >= WIDE;
  }
}
