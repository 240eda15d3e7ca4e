// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusVocabularyTest {

  private final StatusVocabulary usual = StatusVocabulary.usual();

  @ParameterizedTest
  @CsvSource({
    "complete, COUNTS",
    "wc-completed, COUNTS",
    "Pago aceptado, COUNTS",
    "PAIEMENT ACCEPTÉ, COUNTS",
    "Zahlung eingegangen, COUNTS",
    "Consegna in corso, COUNTS",
    "Preparação em curso, COUNTS",
    "partially_paid, COUNTS",
    "Shipped - Delivered to Buyer, COUNTS",
    "wc-on-hold, DOES_NOT_COUNT",
    "Storniert, DOES_NOT_COUNT",
    "Échoué, DOES_NOT_COUNT",
    "unpaid, DOES_NOT_COUNT",
    "nicht bezahlt, DOES_NOT_COUNT",
    "não pago, DOES_NOT_COUNT",
    "In attesa di pagamento con bonifico bancario, DOES_NOT_COUNT",
    "Warten auf Zahlungseingang von Bank, DOES_NOT_COUNT",
    "Reembolsado, REFUNDED",
    "Zurückerstattet, REFUNDED",
    "Shipped - Returned to Seller, REFUNDED",
    "partially_refunded, PARTLY_REFUNDED",
    "Teilweise erstattet, PARTLY_REFUNDED",
    "Parzialmente rimborsato, PARTLY_REFUNDED",
    "closed, UNKNOWN",
    "abonado, UNKNOWN",
    "offen, UNKNOWN",
    "paid maybe, UNKNOWN"
  })
  void word_hasItsClass(String word, StatusClass status) {
    assertThat(usual.classify(word)).isEqualTo(status);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
        "Pago aceptado", "partially_refunded", "Zahlung eingegangen", "in attesa", "não pago");
  }

  @Property
  boolean class_doesNotDependOnCaseBlanksAndUnderscores(@ForAll("words") String word) {
    StatusClass status = usual.classify(word);
    return usual.classify(word.toUpperCase(Locale.ROOT)) == status
        && usual.classify(" " + word.replace(' ', '_') + " ") == status
        && usual.classify(word.replace("_", "-").replace(" ", "")) == status;
  }

  @Test
  void wordsOfAProfile_goBeforeTheUsualOnes() {
    StatusVocabulary magento =
        usual.with(Map.of("Closed", StatusClass.REFUNDED, "processing", StatusClass.UNKNOWN));

    assertThat(magento.classify("closed")).isEqualTo(StatusClass.REFUNDED);
    assertThat(magento.classify("Processing")).isEqualTo(StatusClass.UNKNOWN);
    assertThat(magento.classify("complete")).isEqualTo(StatusClass.COUNTS);
  }

  @Test
  void onlyNamedWords_count() {
    StatusVocabulary only = StatusVocabulary.only(Set.of("closed"));

    assertThat(only.classify("CLOSED")).isEqualTo(StatusClass.COUNTS);
    assertThat(only.classify("paid")).isEqualTo(StatusClass.DOES_NOT_COUNT);
  }

  @Test
  void statusThatTakesMoreAway_winsInARow() {
    assertThat(StatusClass.COUNTS.and(StatusClass.DOES_NOT_COUNT))
        .isEqualTo(StatusClass.DOES_NOT_COUNT);
    assertThat(StatusClass.REFUNDED.and(StatusClass.UNKNOWN)).isEqualTo(StatusClass.REFUNDED);
    assertThat(StatusClass.COUNTS.and(StatusClass.UNKNOWN)).isEqualTo(StatusClass.UNKNOWN);
  }
}
