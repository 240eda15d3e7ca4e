// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/** A switch whose both positions have a name. */
enum OnOff {
  /** In use. */
  ON,
  /** Not in use. */
  OFF;

  /** Returns whether an option is on, or what holds where it was not given. */
  static boolean isOn(@Nullable OnOff option, boolean otherwise) {
    return option == null ? otherwise : option == ON;
  }

  /** Reads {@code on} or {@code off}. */
  static final class Converter implements ITypeConverter<OnOff> {
    @Override
    public OnOff convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "on" -> ON;
        case "off" -> OFF;
        default -> throw new UnusableValue(Messages.message("refusal.one-of", "on, off"));
      };
    }
  }
}
