// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.Texts;
import io.perenne.analytics.home.Json;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceTest {
  /** What a model keeps. */
  record Kept(Sentence reason, List<Sentence> notes) {}

  @Test
  void file_keepsTheEnglishText_andGivesItBackAsItStands(@TempDir Path folder) throws IOException {
    Sentence fresh = Sentence.of(Texts.message("covariates.left-out", "mail"));
    Kept kept = new Kept(Sentence.none(), List.of(fresh));
    String json = Json.documents().write(kept);

    Kept read =
        Json.documents()
            .read(
                Files.writeString(folder.resolve("kept.json"), json),
                Kept.class,
                Texts.message("problem.model.none"),
                Texts.message("problem.model.make"));

    assertThat(json).contains("\"Column mail was left out: no two values", "\"reason\" : \"\"");
    assertThat(fresh.in(Language.ES)).startsWith("La columna mail se ha dejado fuera");
    assertThat(read).isEqualTo(kept);
    assertThat(read.reason().isEmpty()).isTrue();
    assertThat(read.notes().get(0).in(Language.ES)).startsWith("Column mail was left out");
  }
}
