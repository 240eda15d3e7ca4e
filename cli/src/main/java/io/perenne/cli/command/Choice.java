// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads one of a few values by the text it prints as, without regard to case.
 *
 * @param <T> the type of the values
 */
public final class Choice<T> implements ITypeConverter<T> {
  private final List<T> values;

  public Choice(List<T> values) {
    this.values = List.copyOf(values);
  }

  @Override
  public T convert(String text) {
    return values.stream()
        .filter(value -> value.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new UnusableValue(Messages.message("refusal.one-of", names())));
  }

  private String names() {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
