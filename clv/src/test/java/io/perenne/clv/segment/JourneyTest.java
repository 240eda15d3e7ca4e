// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three recommendations for each of the eleven segments. */
class JourneyTest {
  private static final List<Journey> ALL =
      Arrays.stream(Segment.values()).flatMap(each -> Journey.of(each).stream()).toList();

  @Test
  void journeys_areThirtyThree_eachWithAnIdOfItsSegment() {
    assertThat(ALL).hasSize(33);
    assertThat(ALL.stream().map(Journey::id)).doesNotHaveDuplicates();
    assertThat(ALL).allMatch(each -> each.id().startsWith("J" + each.segment().id() + "."));
    assertThat(Journey.of(Segment.LOYAL_AT_RISK).get(0).channels())
        .containsExactly(Channel.EMAIL, Channel.SMS, Channel.CALL);
    assertThat(ALL).allMatch(each -> each.channels().get(0) == Channel.EMAIL);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void journey_saysWhenWhatAndWhy(Language language) {
    for (Journey journey : ALL) {
      assertThat(journey.label(language)).as(journey.id()).isNotBlank();
      assertThat(journey.when(language)).as(journey.id()).isNotBlank();
      assertThat(journey.content(language)).as(journey.id()).isNotBlank();
      assertThat(journey.goal(language)).as(journey.id()).isNotBlank();
    }
    assertThat(Arrays.stream(Channel.values()).map(each -> each.label(language)))
        .doesNotHaveDuplicates();
  }

  @Test
  void journey_isNamedInTheReadersLanguage() {
    Journey welcome = Journey.of(Segment.TOP_OUTLIER).get(0);

    assertThat(welcome.label(Language.ES)).isEqualTo("Bienvenida VIP");
    assertThat(welcome.label(Language.EN)).isEqualTo("VIP welcome");
  }
}
