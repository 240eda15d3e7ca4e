// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationTest {

  private static Standing standing(String name, double behind, double bias) {
    return new Standing(name, 1 + behind, behind, 0.002, bias, 0.8, 0.5);
  }

  @Test
  void lowestLogScore_isChosenWhileItsTotalIsRight() {
    Recommendation choice =
        Recommendation.of(List.of(standing("a", 0, 0.08), standing("b", 0.001, 0)));

    assertThat(choice.model()).isEqualTo("a");
    assertThat(choice.reason().in(Language.EN))
        .isEqualTo(
            "a gave what happened the highest probability (log score 1.0000 per customer), with a"
                + " total bias of +8.0 %. Not told from it by more than chance: b.");
    assertThat(choice.reason().in(Language.ES)).contains("1,0000").contains("+8,0 %");
  }

  @Test
  void leastBias_isChosenAmongEqualsWhenTheTotalIsWrong() {
    List<Standing> standings =
        List.of(standing("a", 0, -0.16), standing("b", 0.003, -0.11), standing("c", 0.005, -0.01));

    assertThat(Recommendation.of(standings).model()).isEqualTo("b");
    assertThat(Recommendation.of(standings).reason().in(Language.EN))
        .startsWith("b is nearest in total");
  }

  @Test
  void nothingToChoose_isSaid() {
    assertThat(Recommendation.of(List.of()).model()).isEmpty();
    assertThat(Recommendation.of(List.of(standing("a", 0, 0.3))).reason().in(Language.EN))
        .endsWith("There was no other model.");
  }
}
