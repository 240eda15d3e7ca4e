// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.benchmarks;

/** The customers that {@code perenne simulate} makes. */
public final class SimulatedCustomers {
  private SimulatedCustomers() {}

  /** Returns the id of one of some customers, as the simulation writes it; numbers begin at 1. */
  public static String id(int number, int customers) {
    String last = Integer.toString(customers);
    String digits = Integer.toString(number);
    return "C" + "0".repeat(last.length() - digits.length()) + digits;
  }
}
