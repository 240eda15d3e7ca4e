// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

/**
 * How a parameter is optimised: parameter = lowest + unit e^theta, so that it stays in its range
 * and theta is of order 1 whatever the unit of time or money; one without a lower end, as a
 * coefficient, is unit theta.
 *
 * @param name the parameter's name
 * @param unit the parameter's natural size, as the mean age for a time
 * @param lowest the open lower end of its range; -infinity if it has none
 */
public record Coordinate(String name, double unit, double lowest) {

  /** Returns a coordinate for a parameter above 0. */
  public static Coordinate positive(String name, double unit) {
    return new Coordinate(name, unit, 0);
  }

  /** Returns a coordinate for a parameter of either sign. */
  public static Coordinate free(String name, double unit) {
    return new Coordinate(name, unit, Double.NEGATIVE_INFINITY);
  }

  private boolean isFree() {
    return lowest == Double.NEGATIVE_INFINITY;
  }

  double parameter(double theta) {
    return isFree() ? unit * theta : lowest + slope(theta);
  }

  /** Returns the derivative of the parameter. */
  double slope(double theta) {
    return isFree() ? unit : unit * Math.exp(theta);
  }

  /** Returns the second derivative of the parameter. */
  double bend(double theta) {
    return isFree() ? 0 : slope(theta);
  }

  double theta(double parameter) {
    return isFree() ? parameter / unit : Math.log((parameter - lowest) / unit);
  }

  /** Returns the derivative of the parameter's logarithm or, of a free one, of itself. */
  double reportedSlope(double theta) {
    return isFree() ? unit : slope(theta) / parameter(theta);
  }
}
