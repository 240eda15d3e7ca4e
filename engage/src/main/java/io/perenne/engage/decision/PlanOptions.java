// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.util.Arrays;

/** The options of people in flat arrays: millions of them are looked at many times. */
final class PlanOptions {
  private static final int LEAST = 1024;

  private int people;
  private int options;
  private int[] starts = new int[LEAST];
  private byte[] segments = new byte[LEAST];
  private double[] values = new double[LEAST];
  private double[] costs = new double[LEAST];
  private byte[] channels = new byte[LEAST];
  private short[] pools = new short[LEAST];
  private int[] keys = new int[LEAST];

  /** Begins a person; the options that follow are of that person. */
  void person(int segment) {
    if (people + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      segments = Arrays.copyOf(segments, 2 * segments.length);
    }
    segments[people] = (byte) segment;
    starts[people++] = options;
    starts[people] = options;
  }

  void option(int key, int channel, int pool, double value, double cost) {
    if (options == values.length) {
      values = Arrays.copyOf(values, 2 * options);
      costs = Arrays.copyOf(costs, 2 * options);
      channels = Arrays.copyOf(channels, 2 * options);
      pools = Arrays.copyOf(pools, 2 * options);
      keys = Arrays.copyOf(keys, 2 * options);
    }
    values[options] = value;
    costs[options] = cost;
    channels[options] = (byte) channel;
    pools[options] = (short) pool;
    keys[options++] = key;
    starts[people] = options;
  }

  /** Returns every n-th person. */
  PlanOptions every(int n) {
    PlanOptions some = new PlanOptions();
    for (int i = 0; i < people; i += n) {
      some.person(segments[i]);
      for (int j = starts[i]; j < starts[i + 1]; j++) {
        some.option(keys[j], channels[j], pools[j], values[j], costs[j]);
      }
    }
    return some;
  }

  int people() {
    return people;
  }

  int start(int person) {
    return starts[person];
  }

  int segment(int person) {
    return segments[person];
  }

  double value(int option) {
    return values[option];
  }

  double cost(int option) {
    return costs[option];
  }

  int channel(int option) {
    return channels[option];
  }

  /** Returns which limits of actions hold; 0 for none. */
  int pool(int option) {
    return pools[option];
  }

  int key(int option) {
    return keys[option];
  }
}
