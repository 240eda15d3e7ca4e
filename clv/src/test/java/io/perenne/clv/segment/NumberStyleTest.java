// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
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

  private static String format(double value, Language language) {
    StringBuilder out = new StringBuilder();
    NumberStyle.of(language).append(out, value, 2);
    return out.toString();
  }
}
