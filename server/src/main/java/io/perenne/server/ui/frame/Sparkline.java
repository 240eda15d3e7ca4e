// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A line of 84 by 22 pixels without axes: how a number went.
 *
 * @param points the corners, as SVG writes them
 * @param lastX where the latest value is
 * @param lastY where the latest value is
 */
public record Sparkline(String points, double lastX, double lastY) {
  private static final double WIDTH = 78;
  private static final double HEIGHT = 16;
  private static final double EDGE = 3;

  /** Returns the line of some values, the oldest first; at least two. */
  public static Sparkline of(List<Long> values) {
    long least = Collections.min(values);
    double range = Math.max(1, Collections.max(values) - least);
    StringBuilder points = new StringBuilder();
    double x = 0;
    double y = 0;
    for (int i = 0; i < values.size(); i++) {
      x = EDGE + WIDTH * i / (values.size() - 1);
      y = EDGE + HEIGHT * (1 - (values.get(i) - least) / range);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return new Sparkline(points.toString().strip(), x, y);
  }
}
