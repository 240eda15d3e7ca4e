// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.audiences;

import io.perenne.clv.words.Language;
import io.perenne.engage.audience.RuleWords;
import io.perenne.engage.audience.RuleWriter;
import io.perenne.server.audience.AudienceBook;
import io.perenne.server.live.intake.Json;
import java.util.List;
import java.util.Optional;

/**
 * What the form of an audience shows.
 *
 * @param id by which programs know it, as it is typed
 * @param name by which people know it, as it is typed
 * @param fresh whether it is not kept yet
 * @param form the rule; empty if it can be written as JSON only
 * @param json the rule as JSON, as it is typed; empty if nothing was typed
 * @param preview whom it means; empty if it is no rule yet
 * @param problems what was wrong, a sentence each
 */
public record BuilderView(
    String id,
    String name,
    boolean fresh,
    Optional<RuleForm> form,
    String json,
    Optional<AudienceBook.Preview> preview,
    List<String> problems) {
  /** Copies the list. */
  public BuilderView {
    problems = List.copyOf(problems);
  }

  /** Returns what the rule says. */
  public String words(Language language) {
    return preview.map(each -> RuleWords.of(each.rule(), language)).orElse("");
  }

  /** Returns the rule as JSON. */
  public String written() {
    return json.isEmpty()
        ? preview.map(each -> Json.text(RuleWriter.write(each.rule()))).orElse("")
        : json;
  }
}
