// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.perenne.clv.words.Language;
import io.perenne.engage.audience.RuleWords;
import io.perenne.engage.audience.RuleWriter;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.live.intake.Json;
import java.util.List;

/**
 * What the page of an audience shows.
 *
 * @param line the audience
 * @param members some of who is in it
 * @param waiting how many people have still to be looked at
 */
public record AudienceView(
    AudienceBook.Line line, List<AudienceBook.Person> members, long waiting) {
  /** Copies the list. */
  public AudienceView {
    members = List.copyOf(members);
  }

  /** Returns what a rule says. */
  public static String words(AudienceBook.Line line, Language language) {
    return RuleWords.of(line.rule(), language);
  }

  /** Returns the rule as JSON. */
  public String json() {
    return Json.text(RuleWriter.write(line.rule()));
  }
}
