// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberStyleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | 0",
        "-0.001 | 0 | 0",
        "1000.5 | 1.000,5 | 1,000.5",
        "999.995 | 1.000 | 1,000",
        "-1234.05 | -1.234,05 | -1,234.05",
        "273.75 | 273,75 | 273.75",
        "1000000 | 1.000.000 | 1,000,000",
        "1002003.04 | 1.002.003,04 | 1,002,003.04",
        "1e12 | 1.000.000.000.000 | 1,000,000,000,000",
        "123456789012345680 | 123.456.789.012.345.680 | 123,456,789,012,345,680",
        "-123456789012345680 | -123.456.789.012.345.680 | -123,456,789,012,345,680"
      })
  void append_asTheLanguageDoes(double value, String es, String en) {
    assertThat(format(value, Language.ES)).isEqualTo(es);
    assertThat(format(value, Language.EN)).isEqualTo(en);
  }

  @Property
  void append_agreesWithThePlatform(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long cents) {
    double value = cents / 100.0;
    DecimalFormat platform =
        new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
    platform.setRoundingMode(RoundingMode.HALF_UP);

    assertThat(format(value, Language.EN)).isEqualTo(platform.format(value));
  }

  // numbers of every size, shown with any number of decimals
  @Property
  void append_isTheScaledNumberRoundedHalfUp(
      @ForAll @DoubleRange(min = -1, max = 1) @Scale(15) double fraction,
      @ForAll @IntRange(min = -10, max = 19) int magnitude,
      @ForAll @IntRange(max = 8) int decimals,
      @ForAll Language language) {
    double value = fraction * Math.pow(10, magnitude);
    double scaled = value * Math.pow(10, decimals);
    BigDecimal shown =
        Math.abs(scaled) < 1e15
            ? new BigDecimal(scaled).setScale(0, RoundingMode.HALF_UP).movePointLeft(decimals)
            : BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP);
    DecimalFormat platform =
        new DecimalFormat("#,##0.########", DecimalFormatSymbols.getInstance(language.locale()));

    assertThat(format(value, decimals, language)).isEqualTo(platform.format(shown));
  }

  private static String format(double value, Language language) {
    return format(value, 2, language);
  }

  private static String format(double value, int decimals, Language language) {
    Utf8Text out = new Utf8Text();
    NumberStyle.of(language).append(out, value, decimals);
    return out.toString();
  }
}
