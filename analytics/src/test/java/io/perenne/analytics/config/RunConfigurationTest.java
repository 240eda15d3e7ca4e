// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perenne.analytics.InputException;
import io.perenne.clv.words.Language;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigurationTest {

  @Test
  void defaults_arePinnedKeyByKey() {
    assertThat(RunConfiguration.defaults().canonicalText())
        .isEqualTo(
            """
            interval=24 months
            time-zone=Europe/Madrid
            language=es
            currency=EUR
            horizon=12 months
            discount-rate=0.1
            ltv-basis=revenue
            margin-rate=0.4
            model=auto
            model.priors=on
            model.first-purchase-spend=on
            seasonality=auto
            yearly-repurchase=auto
            input.date-format=auto
            input.decimal-separator=auto
            input.profile=auto
            input.columns=auto
            input.identities=none
            input.live-orders=off
            refunds=restate-original
            link-refunds=on
            countable-statuses=auto
            anonymous-ids=none
            exclude-products=none
            exchange-rates=none
            max-reject-share=0.05
            min-crm-share=0.1
            cadence.shrinkage=2
            cadence.population-days=auto
            thresholds.outlier-fence=auto
            thresholds.high=auto
            thresholds.medium=auto
            thresholds.loyal-min-purchase-days=auto
            thresholds.new-window-days=auto
            thresholds.new-max-purchase-days=auto
            thresholds.at-risk-ratio=auto
            thresholds.dormant-ratio=auto
            thresholds.dormant-interval-fraction=auto
            control-group.share=0.1
            control-group.mode=stratified
            control-group.salt=auto
            control-group.epoch=1
            evolution.base=previous-run
            datamodel.path=/Import/clv
            datamodel.file-name=datamodel_clv_{yyyyMMdd}.csv
            datamodel.file-date-zone=auto
            datamodel.newline=lf
            datamodel.null-text=
            datamodel.extended-columns=off
            datamodel.contact-id-fallback=on
            """);
  }

  @Test
  void defaults_areTypedValues() {
    assertThat(RunConfiguration.defaults())
        .isEqualTo(
            new RunConfiguration(
                Interval.months(24),
                ZoneId.of("Europe/Madrid"),
                Language.ES,
                Currency.getInstance("EUR"),
                new ValuationSettings(new ForecastHorizon(12), 0.10, LtvBasis.REVENUE, 0.40),
                new ModelSettings(
                    ModelChoice.AUTO, true, true, Seasonality.AUTO, YearlyRepurchase.auto()),
                new InputSettings(
                    Optional.empty(), Optional.empty(), "auto", Map.of(), Optional.empty(), false),
                new TicketSettings(
                    RefundPolicy.RESTATE_ORIGINAL,
                    true,
                    List.of("auto"),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    0.05,
                    0.1),
                new CadenceSettings(2, AutoOr.auto()),
                new ThresholdSettings(
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto(),
                    AutoOr.auto()),
                new ControlGroupSettings(
                    0.10, ControlGroupMode.STRATIFIED, ControlGroupSalt.auto(), "1"),
                EvolutionBase.previousRun(),
                new DatamodelSettings(
                    "/Import/clv",
                    FileNamePattern.parse("datamodel_clv_{yyyyMMdd}.csv"),
                    Optional.empty(),
                    Newline.LF,
                    "",
                    false,
                    true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval|all|all",
        "interval|12 months|12 months",
        "interval|2024-07-01|2024-07-01",
        "time-zone|Europe/London|Europe/London",
        "input.columns|customer=KUNDE;transactions.amount=#3;|customer=KUNDE;"
            + " transactions.amount=#3",
        "input.columns|auto|auto",
        "language|en|en",
        "currency|gbp|GBP",
        "horizon|36 months|36 months",
        "discount-rate|15%|0.15",
        "discount-rate|0|0",
        "ltv-basis|margin|margin",
        "margin-rate|0.25|0.25",
        "model|mbg-nbd|mbg-nbd",
        "model.priors|off|off",
        "model.priors|false|off",
        "model.first-purchase-spend|no|off",
        "seasonality|off|off",
        "yearly-repurchase|off|off",
        "yearly-repurchase|45%|0.45",
        "input.date-format|dmy|dmy",
        "input.date-format|%d/%m/%Y|%d/%m/%Y",
        "input.decimal-separator|comma|comma",
        "input.profile|shopify-orders|shopify-orders",
        "refunds|by-refund-date|by-refund-date",
        "countable-statuses| Shipped ,PAID|paid, shipped",
        "exchange-rates|rates.csv|rates.csv",
        "max-reject-share|1|1",
        "cadence.shrinkage|0|0",
        "cadence.population-days|60|60",
        "thresholds.outlier-fence|5000.00|5000",
        "thresholds.high|1e3|1000",
        "thresholds.medium|200.5|200.5",
        "thresholds.loyal-min-purchase-days|4|4",
        "thresholds.new-window-days|60|60",
        "thresholds.new-max-purchase-days|2|2",
        "thresholds.at-risk-ratio|2.5|2.5",
        "thresholds.dormant-ratio|5|5",
        "thresholds.dormant-interval-fraction|0.75|0.75",
        "control-group.share|0.5|0.5",
        "control-group.mode|hash|hash",
        "evolution.base|30 days|30 days",
        "datamodel.path|Import/valor|Import/valor",
        "datamodel.file-name|clv_{runId}.csv.gz|clv_{runId}.csv.gz",
        "datamodel.file-date-zone|America/Chicago|America/Chicago",
        "datamodel.newline|crlf|crlf",
        "datamodel.null-text|NULL|NULL",
        "datamodel.extended-columns|on|on",
        "datamodel.contact-id-fallback|off|off",
      })
  void with_changesOneKeyAndPrintsIt(String key, String value, String printed) {
    RunConfiguration changed = RunConfiguration.defaults().with(key, value);

    assertThat(changed.toMap()).containsEntry(key, printed);
    assertThat(changed.with(key, printed)).isEqualTo(changed);
    assertThat(changed.canonicalText().lines().filter(line -> !line.startsWith(key + "=")))
        .as("every other key keeps its default")
        .isSubsetOf(RunConfiguration.defaults().canonicalText().lines().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval|2 months",
        "interval|61 months",
        "interval|12",
        "interval|12 days",
        "interval|2024-13-01",
        "time-zone|Europe/Madriz",
        "time-zone|+25:00",
        "language|fr",
        "currency|EURO",
        "horizon|2 months",
        "horizon|61 months",
        "discount-rate|-0.01",
        "discount-rate|0.51",
        "discount-rate|NaN",
        "discount-rate|ten",
        "ltv-basis|profit",
        "margin-rate|0",
        "margin-rate|1.01",
        "model|MBG_NBD",
        "model.priors|maybe",
        "input.date-format|ddmm",
        "input.decimal-separator|;",
        "refunds|RESTATE_ORIGINAL",
        "countable-statuses|,",
        "max-reject-share|101%",
        "cadence.shrinkage|-1",
        "cadence.population-days|0",
        "thresholds.high|-1",
        "thresholds.high|lots",
        "thresholds.loyal-min-purchase-days|1",
        "thresholds.loyal-min-purchase-days|3.5",
        "thresholds.new-window-days|-1",
        "thresholds.new-max-purchase-days|0",
        "thresholds.at-risk-ratio|0.9",
        "thresholds.dormant-ratio|1",
        "thresholds.dormant-interval-fraction|0",
        "control-group.share|0.51",
        "control-group.share|-0.1",
        "control-group.mode|random",
        "control-group.salt|secret:12345678",
        "control-group.epoch|a b",
        "evolution.base|0 days",
        "evolution.base|1 month",
        "datamodel.file-name|clv.txt",
        "datamodel.file-name|{who}.csv",
        "datamodel.newline|cr",
      })
  void with_aValueThatIsNotAllowed_namesKeyValueAndWhatIs(String key, String value) {
    RunConfiguration defaults = RunConfiguration.defaults();

    assertThatThrownBy(() -> defaults.with(key, value))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(key + " has a value that is not allowed: " + value + " (allowed: ");
  }

  @Test
  void with_thresholdsOutOfOrder_isRefused() {
    RunConfiguration high = RunConfiguration.defaults().with("thresholds.high", "800");

    assertThatThrownBy(() -> high.with("thresholds.medium", "800"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "thresholds.medium: thresholds.medium not < thresholds.high: 800 >= 800 (lower"
                + " thresholds.medium, raise thresholds.high, or leave one of them at auto)");
    assertThatThrownBy(() -> high.with("thresholds.outlier-fence", "700"))
        .hasMessageContaining("thresholds.high not < thresholds.outlier-fence: 800 >= 700");
    RunConfiguration medium = RunConfiguration.defaults().with("thresholds.medium", "9");
    assertThatThrownBy(() -> medium.with("thresholds.outlier-fence", "9"))
        .hasMessageContaining("thresholds.medium not < thresholds.outlier-fence: 9 >= 9");
    RunConfiguration ratio = RunConfiguration.defaults().with("thresholds.at-risk-ratio", "5");
    assertThatThrownBy(() -> ratio.with("thresholds.dormant-ratio", "4"))
        .hasMessageContaining("thresholds.at-risk-ratio not < thresholds.dormant-ratio: 5 >= 4");
  }

  @Test
  void with_pathThatClimbsOrTextThatBreaksTheFile_isRefused() {
    RunConfiguration defaults = RunConfiguration.defaults();

    assertThatThrownBy(() -> defaults.with("datamodel.path", "/Import/../etc"))
        .hasMessageContaining("allowed: a folder as in /Import/clv, without ..");
    assertThatThrownBy(() -> defaults.with("datamodel.null-text", "a,b"))
        .hasMessageContaining("allowed: a text without comma, quote or line end");
  }

  @Test
  void version_changesWithAnyKeyAndOnlyThen() {
    RunConfiguration defaults = RunConfiguration.defaults();

    assertThat(defaults.version()).matches("[0-9a-f]{12}");
    assertThat(defaults.with("model", "none").version()).isNotEqualTo(defaults.version());
    assertThat(defaults.with("model", "auto").version()).isEqualTo(defaults.version());
  }

  @Test
  void segmentDefinition_ignoresWhatDecidesNoSegment() {
    RunConfiguration defaults = RunConfiguration.defaults();

    assertThat(defaults.with("language", "en").with("control-group.share", "0").segmentDefinition())
        .isEqualTo(defaults.segmentDefinition());
    assertThat(defaults.with("thresholds.high", "800").segmentDefinition())
        .isNotEqualTo(defaults.segmentDefinition());
    assertThat(defaults.with("interval", "12 months").segmentDefinition())
        .isNotEqualTo(defaults.segmentDefinition());
  }

  @Test
  void givenSalt_identifiesTheConfigurationWithoutBeingShown() {
    String secret = "clv-demo-salt-2025";
    RunConfiguration salted = RunConfiguration.defaults().with("control-group.salt", secret);

    assertThat(salted.controlGroup().salt().secret()).contains(secret);
    assertThat(salted.toString() + salted.canonicalText()).doesNotContain(secret);
    assertThat(salted.version())
        .isNotEqualTo(RunConfiguration.defaults().with("control-group.salt", "other").version());
  }

  @Test
  void keys_haveADescriptionInBothLanguages() {
    assertThat(RunConfiguration.keys())
        .allSatisfy(
            key -> {
              assertThat(key.description(Language.EN)).endsWith(".");
              assertThat(key.description(Language.ES)).endsWith(".");
              assertThat(key.allowed().in(Language.EN)).isNotBlank();
              assertThat(key.allowed().in(Language.ES)).isNotBlank();
              assertThat(key.name()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)?");
            });
  }
}
