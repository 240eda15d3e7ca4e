// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

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
        .orElseThrow(
            () -> new TypeConversionException("expected one of " + names() + " but was " + text));
  }

  private String names() {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
