// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {

  private static String text(double value) {
    byte[] bytes = new byte[32];
    return new String(bytes, 0, DecimalText.write(value, bytes, 0), StandardCharsets.US_ASCII);
  }

  private static String whole(int value) {
    byte[] bytes = new byte[32];
    return new String(bytes, 0, DecimalText.write(value, bytes, 0), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-12, -12",
    "38.43, 38.43",
    "0.1, 0.1",
    "-0.00125, -0.00125",
    "120000, 120000",
    "1e14, 100000000000000",
    "123456789.123456, 123456789.123456",
    "1e-5, 0.00001",
    "1e-6, 1.0E-6",
    "0.30000000000000004, 0.30000000000000004",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void write_isShort(double value, String expected) {
    assertThat(text(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "-10, -10", "2147483647, 2147483647", "-2147483648, -2147483648"})
  void write_ofWholeNumbers(int value, String expected) {
    assertThat(whole(value)).isEqualTo(expected);
  }

  @Test
  void write_isReadBackAsTheSameNumber() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
      double few = DecimalText.rounded(value);
      assertThat(Double.parseDouble(text(value))).isEqualTo(value);
      assertThat(Double.parseDouble(text(few))).isEqualTo(few);
    }
  }

  @Test
  void rounded_isTheNearestNumberOfTwelveDigits() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      double value = (0.1 + random.nextDouble()) * Math.pow(10, random.nextInt(30) - 9);
      BigDecimal exact = new BigDecimal(value);
      int decade = exact.precision() - exact.scale() - 1;
      double rounded = DecimalText.rounded(value);
      BigDecimal twelve = new BigDecimal(rounded).round(new MathContext(12));
      assertThat(rounded).isEqualTo(twelve.doubleValue());
      // tolerance: the shift of the point is rounded too, which tells where a tie is hard to see
      assertThat(exact.subtract(twelve).abs())
          .isLessThanOrEqualTo(new BigDecimal("0.501").scaleByPowerOfTen(decade - 11));
    }
    assertThat(DecimalText.rounded(9.9999999999999)).isEqualTo(10);
    assertThat(DecimalText.rounded(-1 / 3.0)).isEqualTo(-0.333333333333);
    assertThat(DecimalText.rounded(1e-12 / 3)).isEqualTo(1e-12 / 3);
    assertThat(DecimalText.rounded(Double.NaN)).isNaN();
  }
}
