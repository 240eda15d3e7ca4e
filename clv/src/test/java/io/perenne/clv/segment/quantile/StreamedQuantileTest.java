// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedQuantileTest {

  @Property
  void quantiles_ofAnySample_areThoseOfTheSortedSample(
      @ForAll @NotEmpty List<@DoubleRange(min = 1e-4, max = 1e9) @Scale(4) Double> sample) {
    double[] values = sample.stream().mapToDouble(Double::doubleValue).toArray();

    for (long held : new long[] {0, 3, 1_000}) {
      StreamedQuantile quantile = new StreamedQuantile(held);
      read(quantile, values);
      assertThat(quantile.size()).isEqualTo(values.length);
      assertThat(quantile.q90()).isEqualTo(Quantiles.type7(sorted(values), 0.9));
      assertThat(quantile.q99()).isEqualTo(Quantiles.type7(sorted(values), 0.99));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 1 << 20})
  void quantiles_ofTies_areThoseOfTheSortedSample(long held) {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.ints(200_000, 1, 40).mapToDouble(i -> i / 7.0).toArray();
    StreamedQuantile quantile = new StreamedQuantile(held);

    read(quantile, values);

    assertThat(quantile.q90()).isEqualTo(Quantiles.type7(sorted(values), 0.9));
    assertThat(quantile.q99()).isEqualTo(Quantiles.type7(sorted(values), 0.99));
  }

  @Test
  void passes_whileTheRestCanBeHeld_areTwo() {
    SplittableRandom random = new SplittableRandom(3);
    double[] values = random.doubles(100_000, 0.1, 9).toArray();

    assertThat(read(new StreamedQuantile(1 << 21), values)).isEqualTo(2);
  }

  @Test
  void quantiles_ofNothing_areNotNumbers() {
    StreamedQuantile quantile = new StreamedQuantile(1 << 21);

    read(quantile, new double[0]);

    assertThat(quantile.q90()).isNaN();
    assertThat(quantile.size()).isZero();
  }

  private static int read(StreamedQuantile quantile, double[] values) {
    int passes = 0;
    while (quantile.needsPass()) {
      StreamedQuantile.Batch one = quantile.open();
      StreamedQuantile.Batch other = quantile.open();
      for (int i = 0; i < values.length; i++) {
        (i % 3 == 0 ? one : other).add(values[i]);
      }
      quantile.endPass();
      passes++;
    }
    return passes;
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
