// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import io.perenne.clv.segment.Segment;
import java.util.Map;

/** Whom to contact, and what that is worth. */
public final class BudgetPlan {
  private final int[] choices;
  private final Totals totals;
  private final Prices prices;
  private final Map<Segment, Long> missing;

  BudgetPlan(int[] choices, Totals totals, Prices prices, Map<Segment, Long> missing) {
    this.choices = choices;
    this.totals = totals;
    this.prices = prices;
    this.missing = Map.copyOf(missing);
  }

  /**
   * A plan summed up.
   *
   * @param value the expected value
   * @param cost the expected cost
   * @param contacts how many contacts by each channel
   * @param bound no plan within the limits is worth more than this
   * @param worthless how many people have nothing that is worth more than nothing
   * @param beyond how many people have, but the limits leave them out
   */
  public record Totals(
      double value,
      double cost,
      Map<Channel, Long> contacts,
      double bound,
      int worthless,
      int beyond) {
    /** Copies the map. */
    public Totals {
      contacts = Map.copyOf(contacts);
    }

    /** Returns by what part of the bound the plan may fall short of the best one, at most. */
    public double gap() {
      return bound > 0 ? Math.max(0, (bound - value) / bound) : 0;
    }
  }

  /**
   * What more of what is limited would bring.
   *
   * @param money the value of one more unit of money
   * @param contacts the value of one more contact by a channel that has a limit
   */
  public record Prices(double money, Map<Channel, Double> contacts) {
    /** Copies the map. */
    public Prices {
      contacts = Map.copyOf(contacts);
    }
  }

  /**
   * Returns what a person gets.
   *
   * @param person the place of the person, from 0
   * @return the key of the option; -1 for nothing
   */
  public int choice(int person) {
    return choices[person];
  }

  /** Returns how many people were looked at. */
  public int people() {
    return choices.length;
  }

  /** Returns the sums. */
  public Totals totals() {
    return totals;
  }

  /** Returns what more would bring. */
  public Prices prices() {
    return prices;
  }

  /** Returns how many people of segments are missing that the limits left no room for. */
  public Map<Segment, Long> missing() {
    return missing;
  }
}
