// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.config.Key;
import io.perenne.analytics.delivery.channel.Channel;
import io.perenne.clv.words.Language;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys of destinations speak to people in both languages. */
class DestinationKeysTest {
  /** Descriptions that are names of values, the same in every language. */
  private static final Set<String> NAMES_ALONE = Set.of("kind", "booleans");

  @Test
  void everyKey_isDescribedInBothLanguages() {
    for (Channel channel : Channels.all()) {
      for (Key<?> key : Channels.keys(channel)) {
        String english = key.description(Language.EN);
        String spanish = key.description(Language.ES);

        assertThat(english).as("%s", key).isNotBlank();
        if (!NAMES_ALONE.contains(key.name())) {
          assertThat(spanish).as("%s", key).isNotBlank().isNotEqualTo(english);
        }
        assertThat(key.allowed().in(Language.ES)).as("%s", key).isNotBlank();
      }
    }
  }
}
