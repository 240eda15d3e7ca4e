// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.segment.quantile.ExactQuantiles;
import io.perenne.clv.segment.quantile.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisedGapsTest {
  private static final Cadence CADENCE = new Cadence(28.5, 2);

  @Property
  void quantiles_ofAnyCustomers_areThoseOfAllGapsSorted(
      @ForAll List<@Size(max = 8) List<@IntRange(min = 1, max = 900) Integer>> customers,
      @ForAll @IntRange(min = 1, max = 5) int oneOf) {
    long[][] gaps =
        customers.stream()
            .map(customer -> customer.stream().mapToLong(Integer::longValue).toArray())
            .toArray(long[][]::new);
    for (long held : new long[] {0, 40, 1_000}) {
      readAndCompare(
          new NormalisedGaps(CADENCE, oneOf, new ExactQuantiles(held), new ExactQuantiles(held)),
          gaps);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "400000, 2", "0, 2"})
  void passes_whateverTheSample_giveTheSameQuantiles(long customers, int passes) {
    SplittableRandom random = new SplittableRandom(9);
    long[][] gaps =
        IntStream.range(0, 50_000)
            .mapToObj(i -> random.longs(i % 9, 1, 20 + i % 300).toArray())
            .toArray(long[][]::new);
    long gapCount = customers == 0 ? 3_000_000 : 1;

    assertThat(readAndCompare(new NormalisedGaps(CADENCE, customers, gapCount), gaps))
        .isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "65536, 524288, 1",
    "65537, 65537, 2",
    "2000000, 2000000, 31",
    "2000, 524289, 2",
    "2000000, 48000000, 92"
  })
  void oneOf_leavesSampleThatCanBeHeld(long customers, long gaps, long oneOf) {
    assertThat(new NormalisedGaps(CADENCE, customers, gaps).oneOf()).isEqualTo(oneOf);
  }

  @Test
  void add_ofGapThatIsNone_isRefused() {
    NormalisedGaps.Batch batch = new NormalisedGaps(CADENCE, 1, 1).open();

    assertThatThrownBy(() -> batch.add(new long[] {3, 0}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gap is not > 0: 0");
  }

  private static int readAndCompare(NormalisedGaps measured, long[][] gaps) {
    int passes = 0;
    while (measured.needsPass()) {
      read(measured, gaps);
      measured.endPass();
      passes++;
    }

    double[] first = Arrays.stream(gaps).flatMapToDouble(g -> normalised(g).limit(1)).toArray();
    double[] later = Arrays.stream(gaps).flatMapToDouble(g -> normalised(g).skip(1)).toArray();
    compare(first, measured.firstSize(), measured.firstQ90(), measured.firstQ99());
    compare(later, measured.laterSize(), measured.laterQ90(), measured.laterQ99());
    return passes;
  }

  private static void read(NormalisedGaps measured, long[][] gaps) {
    NormalisedGaps.Batch one = measured.open();
    NormalisedGaps.Batch other = measured.open();
    for (int i = 0; i < gaps.length; i += Math.toIntExact(measured.oneOf())) {
      (i % 3 == 0 ? one : other).add(gaps[i], gaps[i].length);
    }
    measured.close(one);
    measured.close(other);
  }

  private static DoubleStream normalised(long[] gaps) {
    return IntStream.range(0, gaps.length)
        .mapToDouble(i -> CADENCE.normalisedGap(gaps[i], Arrays.stream(gaps).limit(i).sum(), i));
  }

  private static void compare(double[] numbers, long size, double q90, double q99) {
    Arrays.sort(numbers);
    assertThat(size).isEqualTo(numbers.length);
    assertThat(q90).isEqualTo(type7(numbers, 0.9));
    assertThat(q99).isEqualTo(type7(numbers, 0.99));
  }

  private static Double type7(double[] sorted, double probability) {
    return sorted.length == 0 ? Double.valueOf(Double.NaN) : Quantiles.type7(sorted, probability);
  }
}
