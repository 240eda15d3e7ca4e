// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopValuesTest {
  private static final Variables VARIABLES = Contents.shipped().variables();
  private static final LocalDate SENT = LocalDate.of(2026, 12, 20);

  @TempDir Path home;

  @Test
  void values_areThoseOfTheShopAndOfTheAction() {
    ShopValues values =
        ShopValues.read(
            "values.yaml",
            """
            shop.name: Casa Olmo
            shop.web: {es: https://olmo.example, en: https://olmo.example/en}
            benefits: [{text: {es: Puntos, en: Points}}, {text: Club}]
            actions:
              win-back: {days: 10, offer.benefit: {es: 10 €, en: €10}}
              referral: {shop.name: Olmo, offer.until: {es: fin de año, en: the end of the year}}
            """,
            VARIABLES);
    assertThat(values.values("win-back", Language.ES, SENT))
        .containsEntry("shop", Map.of("name", "Casa Olmo", "web", "https://olmo.example"))
        .containsEntry("offer", Map.of("benefit", "10 €", "until", "30 de diciembre"))
        .containsEntry("benefits", List.of(Map.of("text", "Puntos"), Map.of("text", "Club")));
    assertThat(values.values("win-back", Language.EN, SENT.plusDays(5)))
        .containsEntry("offer", Map.of("benefit", "€10", "until", "4 January 2027"));
    assertThat(values.values("referral", Language.EN, SENT))
        .containsEntry("offer", Map.of("until", "the end of the year"))
        .containsEntry("shop", Map.of("name", "Olmo", "web", "https://olmo.example/en"));
    assertThat(values.values("other", Language.ES, SENT)).doesNotContainKey("offer");
  }

  @Test
  void allThatIsWrong_isToldAtOnce() {
    InputException refused =
        catchThrowableOfType(
            InputException.class,
            () ->
                ShopValues.read(
                    "values.yaml",
                    """
                    shop.nmae: Casa Olmo
                    person.first_name: Elena
                    shop.phone: {es: 900}
                    shop.web: olmo.example
                    shop.signature: "{{person.first_name}}"
                    actions:
                      win-back: {days: 0, points.earned: x}
                      referral: {days: 5, offer.until: mañana}
                    """,
                    VARIABLES));
    assertThat(refused.problems().stream().map(Problem::toLine))
        .hasSize(8)
        .anyMatch(line -> line.contains("shop.nmae") && line.contains("shop.name"))
        .anyMatch(line -> line.contains("person.first_name"))
        .anyMatch(line -> line.contains("shop.phone"))
        .anyMatch(line -> line.contains("olmo.example"))
        .anyMatch(line -> line.contains("shop.signature"))
        .anyMatch(line -> line.contains("win-back.days"))
        .anyMatch(line -> line.contains("win-back.points.earned"))
        .anyMatch(line -> line.contains("referral.offer.until"));
  }

  @Test
  void aHome_hasItsOwnOrNone() throws IOException {
    assertThat(ShopValues.of(home, VARIABLES).values("win-back", Language.ES, SENT)).isEmpty();
    Files.createDirectories(Contents.folder(home));
    Files.writeString(Contents.folder(home).resolve("values.yaml"), "shop.name: Olmo");
    assertThat(ShopValues.of(home, VARIABLES).values("win-back", Language.ES, SENT))
        .containsEntry("shop", Map.of("name", "Olmo"));
    // it is no content
    assertThat(Contents.of(home).all()).isNotEmpty();
  }
}
