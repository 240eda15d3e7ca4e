// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.backtest;

import java.util.List;
import java.util.Locale;

/** A picture with two axes, drawn as SVG; colours and fonts are the page's. */
final class Plot {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 240;
  private static final double LEFT = 54;
  private static final double RIGHT = 10;
  private static final double TOP = 10;
  private static final double BOTTOM = 38;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  private final StringBuilder svg = new StringBuilder();
  private final double fromX;
  private final double toX;
  private final double toY;

  /** Begins a picture of x from {@code fromX} to {@code toX} and y from 0 to {@code toY}. */
  Plot(double fromX, double toX, double toY) {
    this.fromX = fromX;
    this.toX = toX > fromX ? toX : fromX + 1;
    this.toY = toY > 0 ? toY : 1;
  }

  /** Draws the horizontal lines and their numbers. */
  Plot gridY() {
    double step = step(toY);
    for (double y = 0; y <= toY * 1.0001; y += step) {
      svg.append(line("grid", fromX, y, toX, y));
      text("tick end", LEFT - 5, y(y) + 4, Bilingual.axis(y));
    }
    return this;
  }

  /** Writes numbers below. */
  Plot ticksX() {
    double step = step(toX - fromX);
    for (double x = Math.ceil(fromX / step) * step; x <= toX * 1.0001; x += step) {
      tickX(x, Bilingual.axis(x));
    }
    return this;
  }

  /** Writes something below a place. */
  Plot tickX(double x, String label) {
    text("tick middle", x(x), HEIGHT - BOTTOM + 14, label);
    return this;
  }

  /** Names the axes. */
  Plot names(String x, String y) {
    text("name middle", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, x);
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"name middle\" transform=\"translate(11 %.1f) rotate(-90)\">%s</text>",
            (TOP + HEIGHT - BOTTOM) / 2,
            y));
    return this;
  }

  /** Draws a line through points (x, y). */
  Plot curve(String style, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(path.length() == 0 ? 'M' : 'L')
          .append(String.format(Locale.ROOT, "%.1f %.1f", x(point[0]), y(point[1])));
    }
    svg.append("<path class=\"curve ").append(style).append("\" d=\"").append(path).append("\"/>");
    return this;
  }

  /** Draws a dot. */
  Plot dot(String style, double x, double y, String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s</title></circle>",
            style,
            x(x),
            y(y),
            Bilingual.escape(title)));
    return this;
  }

  /** Draws a bar from 0 to y between two places. */
  Plot bar(String style, double from, double to, double y, String title) {
    return rectangle(style, "", from, to, 0, y, title);
  }

  /** Draws a rectangle, in a colour of its own if one is given. */
  Plot rectangle(
      String style, String colour, double from, double to, double low, double high, String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\"%s x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s"
                + "</title></rect>",
            style,
            colour.isEmpty() ? "" : " style=\"fill:" + colour + "\"",
            x(from),
            y(high),
            Math.max(0, x(to) - x(from)),
            Math.max(0, y(low) - y(high)),
            Bilingual.escape(title)));
    return this;
  }

  /** Draws an upright line. */
  Plot mark(double x) {
    svg.append(line("mark", x, 0, x, toY));
    return this;
  }

  /** Draws a level line. */
  Plot level(double y) {
    svg.append(line("mark", fromX, y, toX, y));
    return this;
  }

  /** Returns the picture. */
  String render(String label) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%s</svg>",
        WIDTH,
        HEIGHT,
        Bilingual.escape(label),
        svg);
  }

  private String line(String style, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style,
        x(x1),
        y(y1),
        x(x2),
        y(y2));
  }

  /** Writes something left of a place. */
  Plot rowName(double y, String label) {
    text("tick end", LEFT - 5, y(y) + 4, label);
    return this;
  }

  private void text(String style, double x, double y, String content) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            style,
            x,
            y,
            content));
  }

  private double x(double value) {
    return LEFT + (value - fromX) / (toX - fromX) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / toY * (HEIGHT - BOTTOM - TOP);
  }

  /** A round step that makes four to eight of them. */
  private static double step(double length) {
    double power = Math.pow(10, Math.floor(Math.log10(length / 4)));
    for (double step : STEPS) {
      if (length / (step * power) <= 6) {
        return step * power;
      }
    }
    return 10 * power;
  }
}
