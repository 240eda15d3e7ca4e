// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What whoever carries messages on keeps to. */
abstract class CarrierContract {
  /** How the other side answers. */
  enum Mood {
    TAKES,
    REFUSES,
    BUSY,
    GONE
  }

  /** Returns a carrier to an other side of some mood. */
  abstract Carrier carrier(Mood mood) throws Exception;

  /** Returns the keys of what the other side has taken. */
  abstract List<String> taken() throws Exception;

  static Parcel parcel(int number) {
    return new Parcel(
        number,
        "key-%02d".formatted(number),
        "ana",
        Channel.EMAIL,
        "ana@people.example",
        "win-back",
        false,
        Language.ES,
        Map.of(
            "subject",
            "¿Qué tal,\nAna?",
            "preview",
            "Solo esta semana",
            "body",
            "<p>Hola, Ana &amp; compañía:</p><script>alert(1)</script><img src=\"https://x.example/p\">"
                + "<ul><li>uno</li><li>dos</li></ul><p>Mira <a href=\"https://shop.example/?a=1&amp;b=2\">esto</a>.</p>",
            "call-to-action.text",
            "Usar mi código",
            "call-to-action.link",
            "https://shop.example/code"),
        "https://shop.example/u/1-abc");
  }

  @Test
  void whatIsTaken_hasLeft_andOnce() throws Exception {
    try (Carrier carrier = carrier(Mood.TAKES)) {
      List<Outcome> outcomes =
          IntStream.range(0, 12)
              .parallel()
              .mapToObj(each -> carrier.carry(List.of(parcel(each))).get(0))
              .toList();

      assertThat(outcomes).hasSize(12).containsOnly(new Outcome.Left());
      assertThat(taken())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 12).mapToObj("key-%02d"::formatted).toList());
    }
  }

  @Test
  void whatIsRefused_isNotTriedAgain_andSaysWhy() throws Exception {
    try (Carrier carrier = carrier(Mood.REFUSES)) {
      Outcome outcome = carrier.carry(List.of(parcel(1))).get(0);

      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused) outcome).problem().apply(Language.ES)).contains("respondió");
    }
    assertThat(taken()).isEmpty();
  }

  @Test
  void whoeverIsBusy_isAskedLater() throws Exception {
    try (Carrier carrier = carrier(Mood.BUSY)) {
      assertThat(carrier.carry(List.of(parcel(1))).get(0))
          .isInstanceOfAny(Outcome.Later.class, Outcome.Down.class);
    }
  }

  @Test
  void whoeverIsGone_isDown_andNothingHasLeft() throws Exception {
    try (Carrier carrier = carrier(Mood.GONE)) {
      Outcome outcome = carrier.carry(List.of(parcel(1))).get(0);

      assertThat(outcome).isInstanceOf(Outcome.Down.class);
      assertThat(((Outcome.Down) outcome).problem().apply(Language.EN)).isNotBlank();
    }
  }
}
