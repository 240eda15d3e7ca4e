// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import java.time.LocalDate;
import java.util.List;

/**
 * How all candidates did at one cut.
 *
 * @param origin the last day they knew of
 * @param customers customers acquired by then
 * @param purchases what these bought within the horizon
 * @param revenue what these spent within the horizon; 0 if values are not known
 * @param candidates in the order in which they were asked for, rules of thumb last
 */
public record OriginResult(
    LocalDate origin,
    int customers,
    double purchases,
    double revenue,
    List<CandidateResult> candidates) {

  /** Copies the list. */
  public OriginResult {
    candidates = List.copyOf(candidates);
  }

  /** Returns the result of a candidate. */
  public CandidateResult candidate(String name) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such candidate: " + name));
  }
}
