// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DecisionRuleTest {
  // Published files hold these codes: a renamed one makes earlier runs unreadable.
  @Test
  void codes_areThoseOfPublishedFiles() {
    assertThat(DecisionRule.values())
        .extracting(DecisionRule::code)
        .containsExactly(
            "never-bought",
            "lapsed",
            "dormant",
            "new-outlier",
            "new-customer",
            "active-outlier",
            "active-one-purchase",
            "active-loyal-high",
            "active-loyal-medium",
            "active-value",
            "active-low",
            "at-risk-one-purchase",
            "at-risk-low",
            "at-risk-loyal",
            "at-risk-outlier",
            "at-risk-value");
    assertThat(DecisionRule.values()).allMatch(rule -> DecisionRule.of(rule.code()) == rule);
  }

  @Test
  void of_unknownCode_isRefused() {
    assertThatThrownBy(() -> DecisionRule.of("loyal"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no decision rule has the code loyal");
  }
}
