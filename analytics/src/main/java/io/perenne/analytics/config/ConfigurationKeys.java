// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

import io.perenne.analytics.InputException;
import io.perenne.analytics.Problem;
import io.perenne.analytics.Texts;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every key there is, in the order of the documentation. */
final class ConfigurationKeys {
  static final ConfigurationKey<Interval> INTERVAL =
      segmentKey("interval", ValueType.INTERVAL, "24 months", RunConfiguration::interval);

  static final ConfigurationKey<ZoneId> TIME_ZONE =
      segmentKey("time-zone", ValueType.ZONE, "Europe/Madrid", RunConfiguration::timeZone);

  static final ConfigurationKey<Language> LANGUAGE =
      key("language", ValueType.choice(Language.class), "es", RunConfiguration::language);

  static final ConfigurationKey<Currency> CURRENCY =
      segmentKey("currency", ValueType.CURRENCY, "EUR", RunConfiguration::currency);

  static final ConfigurationKey<ForecastHorizon> HORIZON =
      segmentKey("horizon", ValueType.HORIZON, "12 months", c -> c.valuation().horizon());

  static final ConfigurationKey<Double> DISCOUNT_RATE =
      segmentKey(
          "discount-rate",
          ValueType.number(Texts.message("value.half"), d -> d >= 0 && d <= 0.5),
          "0.1",
          c -> c.valuation().discountRate());

  static final ConfigurationKey<LtvBasis> LTV_BASIS =
      segmentKey(
          "ltv-basis", ValueType.choice(LtvBasis.class), "revenue", c -> c.valuation().basis());

  static final ConfigurationKey<Double> MARGIN_RATE =
      segmentKey(
          "margin-rate",
          ValueType.number(Texts.message("value.share-above-zero"), d -> d > 0 && d <= 1),
          "0.4",
          c -> c.valuation().marginRate());

  static final ConfigurationKey<ModelChoice> MODEL =
      segmentKey("model", ValueType.choice(ModelChoice.class), "auto", c -> c.model().choice());

  static final ConfigurationKey<Boolean> MODEL_PRIORS =
      segmentKey("model.priors", ValueType.SWITCH, "on", c -> c.model().priors());

  static final ConfigurationKey<Boolean> MODEL_FIRST_PURCHASE_SPEND =
      segmentKey(
          "model.first-purchase-spend",
          ValueType.SWITCH,
          "on",
          c -> c.model().firstPurchaseSpend());

  static final ConfigurationKey<Optional<String>> INPUT_DATE_FORMAT =
      segmentKey("input.date-format", ValueType.DATE_FORMAT, "auto", c -> c.input().dateFormat());

  static final ConfigurationKey<Optional<String>> INPUT_DECIMAL_SEPARATOR =
      segmentKey(
          "input.decimal-separator",
          ValueType.DECIMAL_SEPARATOR,
          "auto",
          c -> c.input().decimalSeparator());

  static final ConfigurationKey<String> INPUT_PROFILE =
      segmentKey("input.profile", ValueType.PROFILE, "auto", c -> c.input().profile());

  static final ConfigurationKey<Map<String, String>> INPUT_COLUMNS =
      segmentKey("input.columns", ColumnNames.TYPE, "auto", c -> c.input().columns());

  static final ConfigurationKey<Optional<String>> INPUT_IDENTITIES =
      key("input.identities", ValueType.FILE, "none", c -> c.input().identities());

  static final ConfigurationKey<Boolean> INPUT_LIVE_ORDERS =
      key("input.live-orders", ValueType.SWITCH, "off", c -> c.input().liveOrders());

  static final ConfigurationKey<RefundPolicy> REFUNDS =
      segmentKey(
          "refunds",
          ValueType.choice(RefundPolicy.class),
          "restate-original",
          c -> c.tickets().refunds());

  static final ConfigurationKey<Boolean> LINK_REFUNDS =
      segmentKey("link-refunds", ValueType.SWITCH, "on", c -> c.tickets().linkRefunds());

  static final ConfigurationKey<List<String>> COUNTABLE_STATUSES =
      segmentKey(
          "countable-statuses", ValueType.WORDS, "auto", c -> c.tickets().countableStatuses());

  static final ConfigurationKey<List<String>> ANONYMOUS_IDS =
      segmentKey("anonymous-ids", ValueType.WORDS_OR_NONE, "none", c -> c.tickets().anonymousIds());

  static final ConfigurationKey<List<String>> EXCLUDE_PRODUCTS =
      segmentKey(
          "exclude-products", ValueType.WORDS_OR_NONE, "none", c -> c.tickets().excludedProducts());

  static final ConfigurationKey<Optional<String>> EXCHANGE_RATES =
      segmentKey("exchange-rates", ValueType.FILE, "none", c -> c.tickets().exchangeRates());

  static final ConfigurationKey<Double> MAX_REJECT_SHARE =
      key(
          "max-reject-share",
          ValueType.number(Texts.message("value.share"), d -> d >= 0 && d <= 1),
          "0.05",
          c -> c.tickets().maxRejectShare());

  static final ConfigurationKey<Double> MIN_CRM_SHARE =
      key(
          "min-crm-share",
          ValueType.number(Texts.message("value.share"), d -> d >= 0 && d <= 1),
          "0.1",
          c -> c.tickets().minCrmShare());

  static final ConfigurationKey<Double> CADENCE_SHRINKAGE =
      segmentKey(
          "cadence.shrinkage",
          ValueType.number(
              Texts.message("value.from-zero"), d -> d >= 0 && d < Double.POSITIVE_INFINITY),
          "2",
          c -> c.cadence().shrinkage());

  static final ConfigurationKey<AutoOr> CADENCE_POPULATION_DAYS =
      segmentKey(
          "cadence.population-days",
          ValueType.autoOr(Texts.message("value.days"), d -> d > 0),
          "auto",
          c -> c.cadence().populationDays());

  static final ConfigurationKey<AutoOr> THRESHOLDS_OUTLIER_FENCE =
      segmentKey(
          "thresholds.outlier-fence",
          ValueType.autoOr(Texts.message("value.from-zero"), d -> d >= 0),
          "auto",
          c -> c.thresholds().outlierFence());

  static final ConfigurationKey<AutoOr> THRESHOLDS_HIGH =
      segmentKey(
          "thresholds.high",
          ValueType.autoOr(Texts.message("value.from-zero"), d -> d >= 0),
          "auto",
          c -> c.thresholds().high());

  static final ConfigurationKey<AutoOr> THRESHOLDS_MEDIUM =
      segmentKey(
          "thresholds.medium",
          ValueType.autoOr(Texts.message("value.from-zero"), d -> d >= 0),
          "auto",
          c -> c.thresholds().medium());

  static final ConfigurationKey<AutoOr> THRESHOLDS_LOYAL_MIN_PURCHASE_DAYS =
      segmentKey(
          "thresholds.loyal-min-purchase-days",
          ValueType.autoOr(Texts.message("value.whole-from-two"), d -> d >= 2 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().loyalMinPurchaseDays());

  static final ConfigurationKey<AutoOr> THRESHOLDS_NEW_WINDOW_DAYS =
      segmentKey(
          "thresholds.new-window-days",
          ValueType.autoOr(
              Texts.message("value.whole-from-zero"), d -> d >= 0 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().newWindowDays());

  static final ConfigurationKey<AutoOr> THRESHOLDS_NEW_MAX_PURCHASE_DAYS =
      segmentKey(
          "thresholds.new-max-purchase-days",
          ValueType.autoOr(Texts.message("value.whole-from-one"), d -> d >= 1 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().newMaxPurchaseDays());

  static final ConfigurationKey<AutoOr> THRESHOLDS_AT_RISK_RATIO =
      segmentKey(
          "thresholds.at-risk-ratio",
          ValueType.autoOr(Texts.message("value.from-one"), d -> d >= 1),
          "auto",
          c -> c.thresholds().atRiskRatio());

  static final ConfigurationKey<AutoOr> THRESHOLDS_DORMANT_RATIO =
      segmentKey(
          "thresholds.dormant-ratio",
          ValueType.autoOr(Texts.message("value.above-one"), d -> d > 1),
          "auto",
          c -> c.thresholds().dormantRatio());

  static final ConfigurationKey<AutoOr> THRESHOLDS_DORMANT_INTERVAL_FRACTION =
      segmentKey(
          "thresholds.dormant-interval-fraction",
          ValueType.autoOr(Texts.message("value.above-zero-to-one"), d -> d > 0 && d <= 1),
          "auto",
          c -> c.thresholds().dormantIntervalFraction());

  static final ConfigurationKey<Double> CONTROL_GROUP_SHARE =
      key(
          "control-group.share",
          ValueType.number(Texts.message("value.half"), d -> d >= 0 && d <= 0.5),
          "0.1",
          c -> c.controlGroup().share());

  static final ConfigurationKey<ControlGroupMode> CONTROL_GROUP_MODE =
      key(
          "control-group.mode",
          ValueType.choice(ControlGroupMode.class),
          "stratified",
          c -> c.controlGroup().mode());

  static final ConfigurationKey<ControlGroupSalt> CONTROL_GROUP_SALT =
      key("control-group.salt", ValueType.SALT, "auto", c -> c.controlGroup().salt());

  static final ConfigurationKey<String> CONTROL_GROUP_EPOCH =
      key("control-group.epoch", ValueType.WORD, "1", c -> c.controlGroup().epoch());

  static final ConfigurationKey<EvolutionBase> EVOLUTION_BASE =
      key(
          "evolution.base",
          ValueType.EVOLUTION_BASE,
          "previous-run",
          RunConfiguration::evolutionBase);

  static final ConfigurationKey<String> DATAMODEL_PATH =
      key("datamodel.path", ValueType.FOLDER, "/Import/clv", c -> c.datamodel().path());

  static final ConfigurationKey<FileNamePattern> DATAMODEL_FILE_NAME =
      key(
          "datamodel.file-name",
          ValueType.FILE_NAME,
          "datamodel_clv_{yyyyMMdd}.csv",
          c -> c.datamodel().fileName());

  static final ConfigurationKey<Optional<ZoneId>> DATAMODEL_FILE_DATE_ZONE =
      key(
          "datamodel.file-date-zone",
          ValueType.AUTO_OR_ZONE,
          "auto",
          c -> c.datamodel().fileDateZone());

  static final ConfigurationKey<Newline> DATAMODEL_NEWLINE =
      key("datamodel.newline", ValueType.choice(Newline.class), "lf", c -> c.datamodel().newline());

  static final ConfigurationKey<String> DATAMODEL_NULL_TEXT =
      key("datamodel.null-text", ValueType.TEXT, "", c -> c.datamodel().nullText());

  static final ConfigurationKey<Boolean> DATAMODEL_EXTENDED_COLUMNS =
      key(
          "datamodel.extended-columns",
          ValueType.SWITCH,
          "off",
          c -> c.datamodel().extendedColumns());

  static final ConfigurationKey<Boolean> DATAMODEL_CONTACT_ID_FALLBACK =
      key(
          "datamodel.contact-id-fallback",
          ValueType.SWITCH,
          "on",
          c -> c.datamodel().contactIdFallback());

  static final List<ConfigurationKey<?>> ALL =
      List.of(
          INTERVAL,
          TIME_ZONE,
          LANGUAGE,
          CURRENCY,
          HORIZON,
          DISCOUNT_RATE,
          LTV_BASIS,
          MARGIN_RATE,
          MODEL,
          MODEL_PRIORS,
          MODEL_FIRST_PURCHASE_SPEND,
          OutlookKeys.SEASONALITY,
          OutlookKeys.YEARLY_REPURCHASE,
          INPUT_DATE_FORMAT,
          INPUT_DECIMAL_SEPARATOR,
          INPUT_PROFILE,
          INPUT_COLUMNS,
          INPUT_IDENTITIES,
          INPUT_LIVE_ORDERS,
          REFUNDS,
          LINK_REFUNDS,
          COUNTABLE_STATUSES,
          ANONYMOUS_IDS,
          EXCLUDE_PRODUCTS,
          EXCHANGE_RATES,
          MAX_REJECT_SHARE,
          MIN_CRM_SHARE,
          CADENCE_SHRINKAGE,
          CADENCE_POPULATION_DAYS,
          THRESHOLDS_OUTLIER_FENCE,
          THRESHOLDS_HIGH,
          THRESHOLDS_MEDIUM,
          THRESHOLDS_LOYAL_MIN_PURCHASE_DAYS,
          THRESHOLDS_NEW_WINDOW_DAYS,
          THRESHOLDS_NEW_MAX_PURCHASE_DAYS,
          THRESHOLDS_AT_RISK_RATIO,
          THRESHOLDS_DORMANT_RATIO,
          THRESHOLDS_DORMANT_INTERVAL_FRACTION,
          CONTROL_GROUP_SHARE,
          CONTROL_GROUP_MODE,
          CONTROL_GROUP_SALT,
          CONTROL_GROUP_EPOCH,
          EVOLUTION_BASE,
          DATAMODEL_PATH,
          DATAMODEL_FILE_NAME,
          DATAMODEL_FILE_DATE_ZONE,
          DATAMODEL_NEWLINE,
          DATAMODEL_NULL_TEXT,
          DATAMODEL_EXTENDED_COLUMNS,
          DATAMODEL_CONTACT_ID_FALLBACK);

  private ConfigurationKeys() {}

  /** Returns the key of that name, or refuses it with the nearest one as a suggestion. */
  static ConfigurationKey<?> require(String name, String where) {
    return ALL.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InputException(unknown(name, where)));
  }

  private static Problem unknown(String name, String where) {
    List<String> names = ALL.stream().map(ConfigurationKey::name).toList();
    Message remedy =
        Spelling.nearest(name, names)
            .map(nearest -> Texts.message("problem.did-you-mean", nearest))
            .orElseGet(() -> Texts.message("problem.key.list"));
    return Problem.of(Texts.message("problem.key.unknown"))
        .withWhere(where)
        .withValue(name)
        .withRemedy(remedy);
  }

  /** Declares a key that decides segments. */
  private static <T> ConfigurationKey<T> segmentKey(
      String name, ValueType<T> type, String defaultText, Function<RunConfiguration, T> value) {
    return new ConfigurationKey<>(
        new Key<>(name, type, defaultText, Texts.message("setting." + name), Set.of()),
        value,
        true);
  }

  /** Declares a key that leaves segments as they are. */
  private static <T> ConfigurationKey<T> key(
      String name, ValueType<T> type, String defaultText, Function<RunConfiguration, T> value) {
    return new ConfigurationKey<>(
        new Key<>(name, type, defaultText, Texts.message("setting." + name), Set.of()),
        value,
        false);
  }
}
