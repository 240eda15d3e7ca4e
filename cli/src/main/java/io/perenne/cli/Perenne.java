// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

/** The command {@code perenne}. */
public final class Perenne {
  private Perenne() {}

  /** Starts the program. */
  public static void main(String[] args) {
    System.out.println("perenne");
  }
}
