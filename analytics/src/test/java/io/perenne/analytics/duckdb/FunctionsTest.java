// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.Reason;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Language;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionsTest {
  private static final Thresholds THRESHOLDS =
      new Thresholds(60, 2, 5000, 800, 200, 4, 60, 2, 2.5, 2.5, 5, 5, 0.75, 365);

  @TempDir private Path folder;

  // more rows than a batch has, short and long sentences by turns
  @ParameterizedTest
  @EnumSource(Language.class)
  void reason_isTheSentenceOfEachRow(Language language) {
    SegmentRules rules = SegmentRules.of(THRESHOLDS);
    Reason reason = Reason.of(rules, language);
    try (DuckDb database = DuckDb.open(500_000_000, 2, folder)) {
      Functions functions = new Functions(database);
      functions.defineDecision("", rules);
      functions.defineReason("reason", reason);
      List<String> wrong =
          database.query(
              "SELECT *, reason("
                  + Functions.RULES.at(Functions.ruleOf("decision"))
                  + ", n, purchases, silence, age, tbp, gaps, value) AS reason FROM"
                  + " (SELECT *, decide(n, purchases, silence, age, tbp, gaps, value) AS decision"
                  + " FROM (SELECT (i % 7)::INTEGER AS n, (i % 7 + i % 3)::INTEGER AS purchases,"
                  + " (i % 401)::INTEGER AS silence, (i % 401 + i % 97)::INTEGER AS age,"
                  + " 20 + (i % 211) / 3::DOUBLE AS tbp, (i % 5)::INTEGER AS gaps,"
                  + " (i % 1009) * (i % 13) / 7::DOUBLE AS value FROM range(10000) AS r(i)))",
              row -> {
                CustomerActivity customer =
                    new CustomerActivity(
                        row.getInt("n"),
                        row.getInt("purchases"),
                        row.getInt("silence"),
                        row.getInt("age"),
                        row.getDouble("tbp"),
                        row.getInt("gaps"),
                        row.getDouble("value"));
                String sentence = reason.sentence(rules.decide(customer).rule(), customer);
                String written = row.getString("reason");
                return sentence.equals(written) ? "" : sentence + " / " + written;
              });

      assertThat(wrong).hasSize(10_000).containsOnly("");
    }
  }
}
