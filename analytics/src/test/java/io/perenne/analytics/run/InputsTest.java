// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.ingest.FileFormat;
import io.perenne.analytics.ingest.profile.Text;
import io.perenne.analytics.ingest.source.InputFile;
import io.perenne.clv.words.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  @TempDir Path folder;

  private RunDocument.Input provenance(Optional<Text> profile) throws IOException {
    Path raw = Files.writeString(folder.resolve("shop.xlsx"), "abc");
    InputFile file =
        new InputFile(
            Path.of(raw + "#Orders"),
            raw,
            FileFormat.CSV,
            null,
            3,
            9,
            List.of(),
            List.of(),
            profile);
    return Inputs.provenance("transactions", List.of(file)).get(0);
  }

  @Test
  void provenance_namesTheExportFormat() throws IOException {
    Text title =
        new Text(Map.of("en", "Shopify orders export", "es", "exportación de pedidos de Shopify"));
    RunDocument.Input input = provenance(Optional.of(title));

    assertThat(input.format()).isEqualTo("CSV, read as: Shopify orders export");
    assertThat(input.format(Language.ES))
        .isEqualTo("CSV, leído como: exportación de pedidos de Shopify");
    assertThat(provenance(Optional.empty()).format()).isEqualTo("CSV");
  }

  @Test
  void provenanceOfASheet_hasTheHashOfItsWorkbook() throws IOException {
    RunDocument.Input input = provenance(Optional.empty());

    assertThat(input.path()).endsWith("shop.xlsx#Orders");
    // sha256sum of abc
    assertThat(input.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
