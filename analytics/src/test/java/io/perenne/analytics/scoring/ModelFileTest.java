// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.FitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder;

  /** The file is as the first version wrote it; it must be readable for ever. */
  @Test
  void read_format1_isReadForEver() throws IOException {
    FittedModel model = ModelFile.read(resource("fitted-model-format-1.json"));

    assertThat(model.model()).isEqualTo("mbg-nbd");
    assertThat(model.unit()).isEqualTo(ModelUnit.WEEK);
    assertThat(model.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(model.transactionModel().parameters()).containsEntry("alpha", 6.391201652660265);
    assertThat(model.data().calibrationEnd()).isEqualTo(LocalDate.of(2025, 12, 30));
    FittedSpend spend = Objects.requireNonNull(model.spend());
    assertThat(spend.basis()).isEqualTo(SpendBasis.PAID);
    assertThat(SpendModels.of(spend).name()).isEqualTo("gamma-gamma");
    assertThat(model.holdout()).isNull();
  }

  @Test
  void write_thenRead_returnsTheSameModel() throws IOException {
    FittedModel model = ModelFile.read(resource("fitted-model-format-1.json"));
    Path file = folder.resolve("again.json");
    ModelFile.write(model, file);

    assertThat(ModelFile.read(file)).isEqualTo(model);
  }

  @Test
  void read_otherFiles_saysWhatIsWrong() throws IOException {
    assertRefused("{\"format\": 3}", "not a model in a format this version knows");
    assertRefused("{\"rows\": 3}", "not a model in a format this version knows");
    assertRefused("customer,date", "not a model");
    assertRefused("{\"format\": 1, \"model\": \"mbg-nbd\", \"parameters\": {}}", "not a model");
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), text);
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("bad.json");
  }

  private Path resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(folder.resolve(name), text);
    }
  }
}
