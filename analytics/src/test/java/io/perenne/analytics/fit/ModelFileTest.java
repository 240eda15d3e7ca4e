// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.InputException;
import io.perenne.clv.fit.Covariate;
import io.perenne.clv.fit.FitStatus;
import io.perenne.clv.history.Holiday;
import io.perenne.clv.history.SpendBasis;
import io.perenne.clv.model.DatedCovariateModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
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

  /** As the first version that knew covariates with dates wrote it. */
  @Test
  void read_format5_isReadForEver() throws IOException {
    FittedModel model = ModelFile.read(resource("fitted-model-format-5.json"));

    FittedCovariates covariates = Objects.requireNonNull(model.covariates());
    assertThat(covariates.columns()).containsExactly("campaign", "price", "channel");
    DatedCovariateModel dated = model.dated().orElseThrow();
    assertThat(dated.name()).isEqualTo("pareto-nbd");
    assertThat(dated.parameters()).isEqualTo(model.parameters());
    assertThat(dated.covariates())
        .extracting(Covariate::name)
        .containsExactly("campaign", "price", "channel=web");
    assertThat(dated.covariates().get(0).purchases()).isCloseTo(0.7334, within(5e-5));
  }

  /** As the first version that knew covariates and seasons wrote it. */
  @Test
  void read_format2_isReadForEver() throws IOException {
    FittedModel model = ModelFile.read(resource("fitted-model-format-2.json"));

    assertThat(model.model()).isEqualTo("bg-nbd");
    FittedCovariates covariates = Objects.requireNonNull(model.covariates());
    assertThat(covariates.columns()).containsExactly("channel", "age");
    assertThat(covariates.coefficients().get(0).name()).isEqualTo("channel=web");
    assertThat(covariates.coefficients().get(0).purchases()).isCloseTo(0.4840, within(5e-5));
    FittedSeason season = Objects.requireNonNull(model.season());
    assertThat(season.index().holidays()).containsExactly(new Holiday("gifts", "12-01..12-24"));
    int december = (int) LocalDate.of(2025, 12, 1).toEpochDay();
    int january = (int) LocalDate.of(2026, 1, 12).toEpochDay();
    // both are Mondays, one before the feast
    assertThat(model.clock().between(december - 1, december))
        .isCloseTo(season.index().on(december, 1)[0], within(1e-9));
    assertThat(model.clock().between(december - 1, december))
        .isGreaterThan(model.clock().between(january - 1, january));
    FittedModel web = model.of(List.of(1.0, 35.0));
    assertThat(web.parameters().getOrDefault("alpha", 0.0))
        .isLessThan(model.parameters().getOrDefault("alpha", 0.0));
    assertThat(web.covariates()).isNull();
    Path again = folder.resolve("again.json");
    ModelFile.write(model, again);
    assertThat(ModelFile.read(again)).isEqualTo(model);
  }

  /** As the first version that kept the covariance of spend wrote it. */
  @Test
  void read_format3_isReadForEver() throws IOException {
    FittedModel model = ModelFile.read(resource("fitted-model-format-3.json"));

    FittedSpend spend = Objects.requireNonNull(model.spend());
    List<List<Double>> covariance = Objects.requireNonNull(spend.logCovariance());
    double p = spend.parameters().getOrDefault("p", 0.0);
    assertThat(p * Math.sqrt(covariance.get(0).get(0)))
        .isCloseTo(spend.standardErrors().getOrDefault("p", 0.0), within(1e-9));
    FittedSpend before =
        Objects.requireNonNull(ModelFile.read(resource("fitted-model-format-1.json")).spend());
    assertThat(before.logCovariance()).isNull();
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
    assertRefused("{\"format\": 6}", "not a model in a format this version knows");
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
