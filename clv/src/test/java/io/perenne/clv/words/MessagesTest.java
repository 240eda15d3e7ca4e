// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.clv.control.Arm;
import io.perenne.clv.segment.ActivityState;
import io.perenne.clv.segment.Evolution;
import io.perenne.clv.segment.EvolutionCause;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private static final Messages ES = Messages.of(Language.ES);
  private static final Messages EN = Messages.of(Language.EN);

  @Test
  void keys_areTheSameInBothLanguages() {
    assertThat(ES.keys()).isNotEmpty().isEqualTo(EN.keys());
  }

  @Test
  void templates_useTheSameArguments() {
    for (String key : ES.keys()) {
      assertThat(ES.template(key).arguments()).as(key).isEqualTo(EN.template(key).arguments());
    }
  }

  @Test
  void text_writesNumbersAsTheTextSays() {
    assertThat(ES.text("backtest.bias", "2024-06-30", 1234.6, 1000, -0.04))
        .isEqualTo("Desde el 2024-06-30 esperaba 1.235 compras y hubo 1.000 (-0,0 %).");
    assertThat(EN.text("finding.equation", "r / alpha", 0.052345)).isEqualTo("r / alpha = 0.05235");
  }

  @Test
  void message_isWrittenInTheReadersLanguage() {
    Message message =
        Message.of("recommendation.level", List.of("bg-nbd", "mbg-nbd"))
            .then(Message.of("finding.too-little-data.season", 1, 730));

    assertThat(message.in(Language.ES))
        .isEqualTo(
            "No se distinguen de él por más que el azar: bg-nbd, mbg-nbd. Muy pocos datos para una"
                + " temporada: 1 días; hacen falta al menos 730 para distinguirla de una"
                + " tendencia.");
    assertThat(message).hasToString(message.in(Language.EN)).isEqualTo(message);
  }

  @Test
  void message_withOtherArgumentsThanItsTextIsRefused() {
    assertThatThrownBy(() -> Message.of("recommendation.level"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message recommendation.level takes 1 arguments: 0");
    assertThatThrownBy(() -> Message.of("recommendation.level", "a", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bundle_withoutFilesIsRefused() {
    assertThatThrownBy(() -> MessageBundle.beside(ActivityState.class))
        .isInstanceOf(MissingResourceException.class);
  }

  @Test
  void text_isReadAsUtf8() {
    assertThat(ES.text("segment.value-repeater.goal")).isEqualTo("Estimular la repetición");
  }

  @Test
  void format_choosesTheWordByTheNumber() {
    assertThat(ES.text("check.unsegmented-rows", 1)).isEqualTo("1 fila sin segmento");
    assertThat(ES.text("check.unsegmented-rows", 2_000)).isEqualTo("2.000 filas sin segmento");
    assertThat(EN.text("check.unsegmented-rows", 2_000)).isEqualTo("2,000 rows without a segment");
  }

  @Test
  void format_ofAnUnknownKeyIsRefused() {
    assertThatThrownBy(() -> ES.text("nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no message nothing in es");
    assertThatThrownBy(() -> ES.text("check.row-count"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message check.row-count takes 2 arguments: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open {0", "nested {0|a|{1}}", "{x}", "{0|one}", "{0:q}", "{0:}"})
  void parse_ofABrokenTextIsRefused(String text) {
    assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void language_isFoundByItsCode(Language language) {
    assertThat(Language.of(language.name().toLowerCase(Locale.ROOT))).isEqualTo(language);
    assertThatThrownBy(() -> Language.of("fr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("language is not es or en: fr");
  }

  @Test
  void labels_existForEveryCode() {
    for (Language language : Language.values()) {
      assertThat(ActivityState.values())
          .allSatisfy(v -> assertThat(v.label(language)).isNotBlank());
      assertThat(Evolution.values()).allSatisfy(v -> assertThat(v.label(language)).isNotBlank());
      assertThat(EvolutionCause.values())
          .allSatisfy(v -> assertThat(v.label(language)).isNotBlank());
      assertThat(Arm.values()).allSatisfy(v -> assertThat(v.label(language)).isNotBlank());
    }
  }
}
