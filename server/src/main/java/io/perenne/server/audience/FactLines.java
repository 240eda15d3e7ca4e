// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.audience;

import io.perenne.engage.audience.Facts;
import io.perenne.server.storage.AudiencePeople;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What is known of a person as a store keeps it, so that {@link RuleSql} can ask for it. */
public final class FactLines {
  private FactLines() {}

  /** Returns a line for each value, and one for each time of an event. */
  public static List<AudiencePeople.Line> of(Facts facts) {
    List<AudiencePeople.Line> lines = new ArrayList<>();
    facts
        .values()
        .forEach(
            (name, fact) ->
                lines.add(
                    new AudiencePeople.Line(name, 0, fact.text(), fact.number(), fact.day())));
    facts
        .times()
        .forEach(
            (name, times) -> {
              for (int i = 0; i < times.size(); i++) {
                lines.add(
                    new AudiencePeople.Line(
                        name, i, "", OptionalDouble.empty(), OptionalLong.of(times.get(i))));
              }
            });
    return lines;
  }
}
