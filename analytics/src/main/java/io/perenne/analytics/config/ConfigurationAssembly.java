// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.config;

/** Makes a configuration of the values of its keys. */
final class ConfigurationAssembly {
  private ConfigurationAssembly() {}

  /** Returns the configuration of some values. */
  static RunConfiguration assemble(ConfigurationValues values) {
    return new RunConfiguration(
        values.value(ConfigurationKeys.INTERVAL),
        values.value(ConfigurationKeys.TIME_ZONE),
        values.value(ConfigurationKeys.LANGUAGE),
        values.value(ConfigurationKeys.CURRENCY),
        new ValuationSettings(
            values.value(ConfigurationKeys.HORIZON),
            values.value(ConfigurationKeys.DISCOUNT_RATE),
            values.value(ConfigurationKeys.LTV_BASIS),
            values.value(ConfigurationKeys.MARGIN_RATE)),
        new ModelSettings(
            values.value(ConfigurationKeys.MODEL),
            values.value(ConfigurationKeys.MODEL_PRIORS),
            values.value(ConfigurationKeys.MODEL_FIRST_PURCHASE_SPEND),
            values.value(OutlookKeys.SEASONALITY),
            values.value(OutlookKeys.YEARLY_REPURCHASE)),
        new InputSettings(
            values.value(ConfigurationKeys.INPUT_DATE_FORMAT),
            values.value(ConfigurationKeys.INPUT_DECIMAL_SEPARATOR),
            values.value(ConfigurationKeys.INPUT_PROFILE),
            values.value(ConfigurationKeys.INPUT_COLUMNS),
            values.value(ConfigurationKeys.INPUT_IDENTITIES),
            values.value(ConfigurationKeys.INPUT_LIVE_ORDERS)),
        new TicketSettings(
            values.value(ConfigurationKeys.REFUNDS),
            values.value(ConfigurationKeys.LINK_REFUNDS),
            values.value(ConfigurationKeys.COUNTABLE_STATUSES),
            values.value(ConfigurationKeys.ANONYMOUS_IDS),
            values.value(ConfigurationKeys.EXCLUDE_PRODUCTS),
            values.value(ConfigurationKeys.EXCHANGE_RATES),
            values.value(ConfigurationKeys.MAX_REJECT_SHARE),
            values.value(ConfigurationKeys.MIN_CRM_SHARE)),
        new CadenceSettings(
            values.value(ConfigurationKeys.CADENCE_SHRINKAGE),
            values.value(ConfigurationKeys.CADENCE_POPULATION_DAYS)),
        assembleThresholds(values),
        new ControlGroupSettings(
            values.value(ConfigurationKeys.CONTROL_GROUP_SHARE),
            values.value(ConfigurationKeys.CONTROL_GROUP_MODE),
            values.value(ConfigurationKeys.CONTROL_GROUP_SALT),
            values.value(ConfigurationKeys.CONTROL_GROUP_EPOCH)),
        values.value(ConfigurationKeys.EVOLUTION_BASE),
        assembleDatamodel(values));
  }

  private static ThresholdSettings assembleThresholds(ConfigurationValues values) {
    return new ThresholdSettings(
        values.value(ConfigurationKeys.THRESHOLDS_OUTLIER_FENCE),
        values.value(ConfigurationKeys.THRESHOLDS_HIGH),
        values.value(ConfigurationKeys.THRESHOLDS_MEDIUM),
        values.value(ConfigurationKeys.THRESHOLDS_LOYAL_MIN_PURCHASE_DAYS),
        values.value(ConfigurationKeys.THRESHOLDS_NEW_WINDOW_DAYS),
        values.value(ConfigurationKeys.THRESHOLDS_NEW_MAX_PURCHASE_DAYS),
        values.value(ConfigurationKeys.THRESHOLDS_AT_RISK_RATIO),
        values.value(ConfigurationKeys.THRESHOLDS_DORMANT_RATIO),
        values.value(ConfigurationKeys.THRESHOLDS_DORMANT_INTERVAL_FRACTION));
  }

  private static DatamodelSettings assembleDatamodel(ConfigurationValues values) {
    return new DatamodelSettings(
        values.value(ConfigurationKeys.DATAMODEL_PATH),
        values.value(ConfigurationKeys.DATAMODEL_FILE_NAME),
        values.value(ConfigurationKeys.DATAMODEL_FILE_DATE_ZONE),
        values.value(ConfigurationKeys.DATAMODEL_NEWLINE),
        values.value(ConfigurationKeys.DATAMODEL_NULL_TEXT),
        values.value(ConfigurationKeys.DATAMODEL_EXTENDED_COLUMNS),
        values.value(ConfigurationKeys.DATAMODEL_CONTACT_ID_FALLBACK));
  }
}
