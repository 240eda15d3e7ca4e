// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.quantile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactQuantilesTest {
  private static final int FEW = 1 << 12;

  @Property
  void quantiles_ofAnyCustomers_areThoseOfAllNumbersSorted(
      @ForAll
          List<@Size(max = 6) List<@DoubleRange(min = 0.01, max = 1e9) @Scale(2) Double>> customers,
      @ForAll @IntRange(min = 1, max = 5) int oneOf) {
    double[][] numbers =
        customers.stream()
            .map(customer -> customer.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    for (long held : new long[] {0, 20, 1_000}) {
      readAndCompare(new ExactQuantiles(held), numbers, oneOf);
    }
  }

  @Property(tries = 100)
  void quantiles_ofManyTies_areThoseOfAllNumbersSorted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int different,
      @ForAll @IntRange(min = 1, max = 30) int oneOf) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] numbers =
        customers(3_000, i -> random.ints(1 + i % 7, 1, 1 + different).mapToDouble(n -> n / 7.0));
    for (long held : new long[] {100, FEW, 1 << 20}) {
      readAndCompare(new ExactQuantiles(held), numbers, oneOf);
    }
  }

  @Test
  void passes_whileEverybodyCanBeHeld_areOne() {
    double[][] numbers = random(1_000);

    assertThat(readAndCompare(new ExactQuantiles(FEW), numbers, 1)).isEqualTo(1);
  }

  @Test
  void passes_ofMoreThanCanBeHeld_areTwo() {
    double[][] numbers = random(60_000);

    assertThat(readAndCompare(new ExactQuantiles(1 << 15), numbers, 10)).isEqualTo(2);
  }

  @Test
  void passes_ofLopsidedSample_areMoreAndExact() {
    // the sample is the first of every ten: the others have numbers ten times as large
    SplittableRandom random = new SplittableRandom(5);
    double[][] numbers =
        customers(60_000, i -> random.doubles(4, 1, 2).map(n -> i % 10 == 0 ? n : 10 * n));

    assertThat(readAndCompare(new ExactQuantiles(1 << 15), numbers, 10)).isGreaterThan(2);
    assertThat(readAndCompare(new ExactQuantiles(1 << 15), mirrored(numbers), 10)).isGreaterThan(2);
  }

  @Test
  void passes_ofTooManyInBrackets_areMoreAndExact() {
    double[][] numbers = customers(60_000, i -> Arrays.stream(new double[] {2, 2, 3}));

    assertThat(readAndCompare(new ExactQuantiles(1 << 15), numbers, 10)).isGreaterThan(2);
  }

  @Test
  void passes_ofSampleTooLargeToHold_areMoreAndExact() {
    double[][] numbers = random(60_000);

    assertThat(readAndCompare(new ExactQuantiles(1 << 14), numbers, 1)).isGreaterThan(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void quantiles_ofNothing_areNotNumbers(int oneOf) {
    ExactQuantiles quantiles = new ExactQuantiles();

    read(quantiles, new double[10][0], oneOf);

    assertThat(quantiles.size()).isZero();
    assertThat(quantiles.q90()).isNaN();
    assertThat(quantiles.q99()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void quantiles_ofOneNumber_areThatNumber(int oneOf) {
    readAndCompare(new ExactQuantiles(), new double[][] {{}, {4.5}, {}}, oneOf);
  }

  @Test
  void quantiles_beforeAllIsRead_areRefused() {
    ExactQuantiles quantiles = new ExactQuantiles();

    assertThatThrownBy(quantiles::q90)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the numbers must be read again");
  }

  private static double[][] random(int customers) {
    SplittableRandom random = new SplittableRandom(3);
    return customers(customers, i -> random.doubles(1 + i % 3, 0.1, 9));
  }

  private static double[][] mirrored(double[][] numbers) {
    return customers(numbers.length, i -> Arrays.stream(numbers[i]).map(n -> 1 / n));
  }

  private static double[][] customers(int count, IntFunction<DoubleStream> numbers) {
    return IntStream.range(0, count)
        .mapToObj(i -> numbers.apply(i).toArray())
        .toArray(double[][]::new);
  }

  private static int readAndCompare(ExactQuantiles quantiles, double[][] numbers, int oneOf) {
    int passes = read(quantiles, numbers, oneOf);

    double[] sorted = Arrays.stream(numbers).flatMapToDouble(Arrays::stream).sorted().toArray();
    assertThat(quantiles.size()).isEqualTo(sorted.length);
    if (sorted.length > 0) {
      assertThat(quantiles.q90()).isEqualTo(Quantiles.type7(sorted, 0.9));
      assertThat(quantiles.q99()).isEqualTo(Quantiles.type7(sorted, 0.99));
    }
    return passes;
  }

  private static int read(ExactQuantiles quantiles, double[][] numbers, int oneOf) {
    int passes = 0;
    for (int step = oneOf; quantiles.needsPass(); step = 1) {
      NumberTaker[] takers = {quantiles.open(), quantiles.open()};
      for (int i = 0; i < numbers.length; i += step) {
        give(numbers[i], takers[i % 3 == 0 ? 0 : 1]);
      }
      quantiles.endPass(step == 1);
      passes++;
    }
    return passes;
  }

  private static void give(double[] numbers, NumberTaker taker) {
    for (int i = 0; i < numbers.length; i++) {
      if (i % 2 == 0 && numbers[i] < taker.unneededBelow()) {
        taker.addUnneeded(1);
      } else {
        taker.add(numbers[i]);
      }
    }
    taker.endCustomer();
  }
}
