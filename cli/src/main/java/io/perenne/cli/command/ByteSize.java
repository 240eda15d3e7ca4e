// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * A number of bytes as a person writes it.
 *
 * @param bytes at least 1
 */
record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?([KMGT]i?)?B?");
  private static final Map<String, Long> UNITS =
      Map.of(
          "K",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);

  ByteSize {
    if (!(bytes >= 1)) {
      throw new IllegalArgumentException("size not >= 1 byte: " + bytes);
    }
  }

  /** Reads {@code 2GB}, {@code 512M}, {@code 1.5 GiB} or plain bytes. */
  static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(normal(text));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    String unit = matcher.group(2);
    BigDecimal factor = BigDecimal.valueOf(unit == null ? 1 : UNITS.getOrDefault(unit, 1L));
    return new ByteSize(new BigDecimal(matcher.group(1)).multiply(factor).longValue());
  }

  private static String normal(String text) {
    return text.strip().toUpperCase(Locale.ROOT).replace("I", "i");
  }

  /** Reads the value of an option. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new UnusableValue(Messages.message("refusal.size"));
      }
    }
  }
}
