// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.server.ui.model.ModelView.Kind;
import io.perenne.server.ui.model.ModelView.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page says of a model in words is what the model means by its parameters. */
class ModelKindTest {
  private static Kind kind(String name, String names, double... values) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      parameters.add(
          new Parameter(List.of(names.split(" ", -1)).get(i), values[i], Double.NaN, Double.NaN));
    }
    return new Kind(name, 1, parameters);
  }

  @Test
  void purchasesOfAYear_areThoseOfTheMeanRate() {
    assertThat(kind("mbg-nbd", "r alpha a b", 2, 100, 1, 9).purchasesPerYear())
        .isCloseTo(365.25 * 2 / 100, within(1e-9));
    assertThat(kind("pareto-cnbd-2", "r alpha s beta", 2, 100, 1, 9).purchasesPerYear())
        .isCloseTo(365.25 * 2 / 100, within(1e-9));
    assertThat(kind("pareto-nbd", "r alpha s beta", 2, 100, 1, 9).purchasesPerYear())
        .isCloseTo(365.25 * 2 / 100, within(1e-9));
  }

  @Test
  void regularModel_buysAtEveryKthStage_notAtEach() {
    assertThat(kind("mbg-cnbd-2", "r alpha a b", 2, 100, 1, 9).purchasesPerYear())
        .isCloseTo(365.25 * 2 / 100 / 2, within(1e-9));
  }

  @Test
  void leaving_isOnlySaidOfModelsInWhichCustomersLeaveAtAPurchase() {
    assertThat(kind("mbg-nbd", "r alpha a b", 2, 100, 1, 9).leaves()).isCloseTo(0.1, within(1e-9));
    assertThat(kind("pareto-nbd", "r alpha s beta", 2, 100, 1, 9).leaves()).isNaN();
  }

  @Test
  void alphaOfARegularModel_isExplainedAsItIsThere() {
    assertThat(ModelView.meaning("mbg-cnbd", "alpha")).isEqualTo("parameter.staged.alpha");
    assertThat(ModelView.meaning("pareto-cnbd", "alpha")).isEqualTo("parameter.alpha");
    assertThat(ModelView.meaning("mbg-nbd", "alpha")).isEqualTo("parameter.alpha");
  }
}
