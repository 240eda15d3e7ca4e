// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The reference values of golden.csv; see the README beside it. */
record Golden(String quantity, Map<String, Double> arguments, double value) {

  static Stream<Golden> rows(String prefix) {
    return all().stream().filter(row -> row.quantity.startsWith(prefix));
  }

  static List<Golden> all() {
    List<Golden> rows = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(Golden.class.getResourceAsStream("golden.csv"), "golden.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().skip(1).forEach(line -> rows.add(parse(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Golden parse(String line) {
    int arguments = line.startsWith("\"") ? line.indexOf('"', 1) + 1 : line.indexOf(',');
    int value = line.lastIndexOf(',');
    Map<String, Double> map = new LinkedHashMap<>();
    for (String pair : line.substring(arguments + 1, value).split(";", -1)) {
      int equals = pair.indexOf('=');
      map.put(pair.substring(0, equals), Double.parseDouble(pair.substring(equals + 1)));
    }
    String quantity = line.substring(0, arguments).replace("\"", "");
    return new Golden(quantity, map, Double.parseDouble(line.substring(value + 1)));
  }

  double get(String name) {
    return Objects.requireNonNull(arguments.get(name), name);
  }

  int count(String name) {
    return (int) get(name);
  }

  /** The part of the quantity after the model's name, as "condExp(t=39)". */
  String question() {
    return quantity.substring(quantity.indexOf('.') + 1);
  }

  @Override
  public String toString() {
    return quantity + arguments;
  }
}
