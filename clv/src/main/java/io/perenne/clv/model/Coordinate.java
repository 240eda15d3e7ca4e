// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

/**
 * How a parameter is optimised: parameter = lowest + unit e^theta, so that it stays in its range
 * and theta is of order 1 whatever the unit of time or money.
 *
 * @param name the parameter's name
 * @param unit the parameter's natural size, as the mean age for a time
 * @param lowest the open lower end of its range
 */
record Coordinate(String name, double unit, double lowest) {

  /** Returns a coordinate for a parameter above 0. */
  static Coordinate positive(String name, double unit) {
    return new Coordinate(name, unit, 0);
  }

  double parameter(double theta) {
    return lowest + slope(theta);
  }

  /** Returns the derivative of the parameter, which is also its second derivative. */
  double slope(double theta) {
    return unit * Math.exp(theta);
  }

  double theta(double parameter) {
    return Math.log((parameter - lowest) / unit);
  }
}
