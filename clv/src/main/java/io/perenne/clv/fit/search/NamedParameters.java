// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.fit.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of a model by name, in the order of the papers, and back. */
public final class NamedParameters {

  private NamedParameters() {}

  public static Map<String, Double> of(List<String> names, double... values) {
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      parameters.put(names.get(i), values[i]);
    }
    return Collections.unmodifiableMap(parameters);
  }

  /** Returns the values in order; exactly the named parameters must be there. */
  public static double[] inOrder(String model, List<String> names, Map<String, Double> parameters) {
    if (!parameters.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          model + " needs the parameters " + names + ", not " + parameters.keySet());
    }
    return names.stream().mapToDouble(name -> parameters.getOrDefault(name, Double.NaN)).toArray();
  }
}
