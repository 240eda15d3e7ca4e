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
      segmentKey(
          "interval",
          ValueType.INTERVAL,
          "24 months",
          RunConfiguration::interval,
          "Stretch of time in which frequency, money and average ticket are counted.",
          "Intervalo de tiempo en el que se cuentan frecuencia, dinero y ticket medio.");

  static final ConfigurationKey<ZoneId> TIME_ZONE =
      segmentKey(
          "time-zone",
          ValueType.ZONE,
          "Europe/Madrid",
          RunConfiguration::timeZone,
          "Zone in which an instant becomes a local date.",
          "Zona horaria en la que un instante pasa a ser una fecha local.");

  static final ConfigurationKey<Language> LANGUAGE =
      key(
          "language",
          ValueType.choice(Language.class),
          "es",
          RunConfiguration::language,
          "Language of labels and sentences; ids and number formats never change.",
          "Idioma de etiquetas y frases; ids y formato de números no cambian nunca.");

  static final ConfigurationKey<Currency> CURRENCY =
      segmentKey(
          "currency",
          ValueType.CURRENCY,
          "EUR",
          RunConfiguration::currency,
          "Reporting currency.",
          "Moneda de los resultados.");

  static final ConfigurationKey<ForecastHorizon> HORIZON =
      segmentKey(
          "horizon",
          ValueType.HORIZON,
          "12 months",
          c -> c.valuation().horizon(),
          "How far ahead future value is counted.",
          "Hasta dónde se cuenta el valor futuro.");

  static final ConfigurationKey<Double> DISCOUNT_RATE =
      segmentKey(
          "discount-rate",
          ValueType.number("a number from 0 to 0.5, or 0% to 50%", d -> d >= 0 && d <= 0.5),
          "0.1",
          c -> c.valuation().discountRate(),
          "Yearly rate at which later money counts less.",
          "Tasa anual a la que el dinero posterior vale menos.");

  static final ConfigurationKey<LtvBasis> LTV_BASIS =
      segmentKey(
          "ltv-basis",
          ValueType.choice(LtvBasis.class),
          "revenue",
          c -> c.valuation().basis(),
          "What LTV_VALUE counts: money received, or margin.",
          "Qué cuenta LTV_VALUE: dinero cobrado o margen.");

  static final ConfigurationKey<Double> MARGIN_RATE =
      segmentKey(
          "margin-rate",
          ValueType.number("a number above 0 up to 1, or 0% to 100%", d -> d > 0 && d <= 1),
          "0.4",
          c -> c.valuation().marginRate(),
          "Margin as a part of revenue where no real margin is known.",
          "Margen como parte del ingreso donde no se conoce el margen real.");

  static final ConfigurationKey<ModelChoice> MODEL =
      segmentKey(
          "model",
          ValueType.choice(ModelChoice.class),
          "auto",
          c -> c.model().choice(),
          "Purchase model that values the future; none counts history only.",
          "Modelo de compra que valora el futuro; none cuenta solo la historia.");

  static final ConfigurationKey<Boolean> MODEL_PRIORS =
      segmentKey(
          "model.priors",
          ValueType.SWITCH,
          "on",
          c -> c.model().priors(),
          "Weak priors that steady the fit of small data.",
          "Distribuciones a priori débiles que estabilizan el ajuste con pocos datos.");

  static final ConfigurationKey<Boolean> MODEL_FIRST_PURCHASE_SPEND =
      segmentKey(
          "model.first-purchase-spend",
          ValueType.SWITCH,
          "on",
          c -> c.model().firstPurchaseSpend(),
          "Whether the first purchase counts for the spend model.",
          "Si la primera compra cuenta para el modelo de gasto.");

  static final ConfigurationKey<Optional<String>> INPUT_DATE_FORMAT =
      segmentKey(
          "input.date-format",
          ValueType.DATE_FORMAT,
          "auto",
          c -> c.input().dateFormat(),
          "Order of day and month in the files, where nothing in them tells.",
          "Orden de día y mes en los ficheros, si nada en ellos lo dice.");

  static final ConfigurationKey<Optional<String>> INPUT_DECIMAL_SEPARATOR =
      segmentKey(
          "input.decimal-separator",
          ValueType.DECIMAL_SEPARATOR,
          "auto",
          c -> c.input().decimalSeparator(),
          "Decimal separator in the files, where nothing in them tells.",
          "Separador decimal en los ficheros, si nada en ellos lo dice.");

  static final ConfigurationKey<String> INPUT_PROFILE =
      segmentKey(
          "input.profile",
          ValueType.PROFILE,
          "auto",
          c -> c.input().profile(),
          "Export format by which the files are read.",
          "Formato de exportación con el que se leen los ficheros.");

  static final ConfigurationKey<Map<String, String>> INPUT_COLUMNS =
      segmentKey(
          "input.columns",
          ColumnNames.TYPE,
          "auto",
          c -> c.input().columns(),
          "Columns of the files that are named for fields, as with --map.",
          "Columnas de los ficheros indicadas para campos, como con --map.");

  static final ConfigurationKey<RefundPolicy> REFUNDS =
      segmentKey(
          "refunds",
          ValueType.choice(RefundPolicy.class),
          "restate-original",
          c -> c.tickets().refunds(),
          "Where a linked refund takes money off: at the original ticket, or at its own date.",
          "Dónde resta una devolución enlazada: en el ticket original o en su propia fecha.");

  static final ConfigurationKey<Boolean> LINK_REFUNDS =
      segmentKey(
          "link-refunds",
          ValueType.SWITCH,
          "on",
          c -> c.tickets().linkRefunds(),
          "Whether a refund that names no order is taken off the earlier ticket of its amount or"
              + " lines.",
          "Si una devolución sin referencia resta del ticket anterior de su importe.");

  static final ConfigurationKey<List<String>> COUNTABLE_STATUSES =
      segmentKey(
          "countable-statuses",
          ValueType.WORDS,
          "auto",
          c -> c.tickets().countableStatuses(),
          "Order statuses that count as a purchase, if the data have a status; auto: words known to"
              + " count.",
          "Estados de pedido que cuentan como compra, si los datos traen estado; auto: palabras"
              + " conocidas.");

  static final ConfigurationKey<List<String>> ANONYMOUS_IDS =
      segmentKey(
          "anonymous-ids",
          ValueType.WORDS_OR_NONE,
          "none",
          c -> c.tickets().anonymousIds(),
          "Ids that stand for nobody, such as a till's own, besides the words that are known.",
          "Ids que no son nadie, como el de una caja, además de las palabras conocidas.");

  static final ConfigurationKey<List<String>> EXCLUDE_PRODUCTS =
      segmentKey(
          "exclude-products",
          ValueType.WORDS_OR_NONE,
          "none",
          c -> c.tickets().excludedProducts(),
          "Products that are none, such as postage and fees: their rows do not count.",
          "Productos que no lo son, como portes y comisiones: sus filas no cuentan.");

  static final ConfigurationKey<Optional<String>> EXCHANGE_RATES =
      segmentKey(
          "exchange-rates",
          ValueType.FILE,
          "none",
          c -> c.tickets().exchangeRates(),
          "File with daily exchange rates, for tickets in another currency.",
          "Fichero con tipos de cambio diarios, para tickets en otra moneda.");

  static final ConfigurationKey<Double> MAX_REJECT_SHARE =
      key(
          "max-reject-share",
          ValueType.number("a number from 0 to 1, or 0% to 100%", d -> d >= 0 && d <= 1),
          "0.05",
          c -> c.tickets().maxRejectShare(),
          "Share of unreadable rows above which nothing is published.",
          "Parte de filas ilegibles a partir de la cual no se publica nada.");

  static final ConfigurationKey<Double> MIN_CRM_SHARE =
      key(
          "min-crm-share",
          ValueType.number("a number from 0 to 1, or 0% to 100%", d -> d >= 0 && d <= 1),
          "0.1",
          c -> c.tickets().minCrmShare(),
          "Share of the fewer of buyers and CRM that both must know, below which nothing is"
              + " published.",
          "Parte de los menos, compradores o CRM, común a ambos por debajo de la cual no se publica"
              + " nada.");

  static final ConfigurationKey<Double> CADENCE_SHRINKAGE =
      segmentKey(
          "cadence.shrinkage",
          ValueType.number("a number from 0", d -> d >= 0 && d < Double.POSITIVE_INFINITY),
          "2",
          c -> c.cadence().shrinkage(),
          "Pseudo-gaps of the base that each customer's rhythm starts with.",
          "Huecos ficticios de la base con los que empieza el ritmo de cada cliente.");

  static final ConfigurationKey<AutoOr> CADENCE_POPULATION_DAYS =
      segmentKey(
          "cadence.population-days",
          ValueType.autoOr("a number of days above 0", d -> d > 0),
          "auto",
          c -> c.cadence().populationDays(),
          "Time between purchases of the base, in days.",
          "Tiempo entre compras de la base, en días.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_OUTLIER_FENCE =
      segmentKey(
          "thresholds.outlier-fence",
          ValueType.autoOr("a number from 0", d -> d >= 0),
          "auto",
          c -> c.thresholds().outlierFence(),
          "Lifetime value above which a customer is a top outlier.",
          "Valor de por vida a partir del cual un cliente es outlier superior.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_HIGH =
      segmentKey(
          "thresholds.high",
          ValueType.autoOr("a number from 0", d -> d >= 0),
          "auto",
          c -> c.thresholds().high(),
          "Lifetime value above which value is high.",
          "Valor de por vida a partir del cual el valor es alto.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_MEDIUM =
      segmentKey(
          "thresholds.medium",
          ValueType.autoOr("a number from 0", d -> d >= 0),
          "auto",
          c -> c.thresholds().medium(),
          "Lifetime value above which value is medium.",
          "Valor de por vida a partir del cual el valor es medio.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_LOYAL_MIN_PURCHASE_DAYS =
      segmentKey(
          "thresholds.loyal-min-purchase-days",
          ValueType.autoOr("a whole number from 2", d -> d >= 2 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().loyalMinPurchaseDays(),
          "Purchase days in the interval that make a customer loyal.",
          "Días de compra en el intervalo que hacen leal a un cliente.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_NEW_WINDOW_DAYS =
      segmentKey(
          "thresholds.new-window-days",
          ValueType.autoOr("a whole number from 0", d -> d >= 0 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().newWindowDays(),
          "Days since the first purchase during which a customer is new.",
          "Días desde la primera compra en los que un cliente es reciente.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_NEW_MAX_PURCHASE_DAYS =
      segmentKey(
          "thresholds.new-max-purchase-days",
          ValueType.autoOr("a whole number from 1", d -> d >= 1 && d == Math.rint(d)),
          "auto",
          c -> c.thresholds().newMaxPurchaseDays(),
          "Purchase days up to which a customer is new.",
          "Días de compra hasta los que un cliente es reciente.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_AT_RISK_RATIO =
      segmentKey(
          "thresholds.at-risk-ratio",
          ValueType.autoOr("a number from 1", d -> d >= 1),
          "auto",
          c -> c.thresholds().atRiskRatio(),
          "Silence above this many times between purchases is at risk.",
          "Silencio de más de tantos tiempos entre compras: en riesgo.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_DORMANT_RATIO =
      segmentKey(
          "thresholds.dormant-ratio",
          ValueType.autoOr("a number above 1", d -> d > 1),
          "auto",
          c -> c.thresholds().dormantRatio(),
          "Silence above this many times between purchases is dormant.",
          "Silencio de más de tantos tiempos entre compras: hibernador.");

  static final ConfigurationKey<AutoOr> THRESHOLDS_DORMANT_INTERVAL_FRACTION =
      segmentKey(
          "thresholds.dormant-interval-fraction",
          ValueType.autoOr("a number above 0 up to 1", d -> d > 0 && d <= 1),
          "auto",
          c -> c.thresholds().dormantIntervalFraction(),
          "Part of the interval after which silence is dormant at the latest.",
          "Parte del intervalo tras la cual el silencio es hibernación como muy tarde.");

  static final ConfigurationKey<Double> CONTROL_GROUP_SHARE =
      key(
          "control-group.share",
          ValueType.number("a number from 0 to 0.5, or 0% to 50%", d -> d >= 0 && d <= 0.5),
          "0.1",
          c -> c.controlGroup().share(),
          "Part of customers kept out of marketing to measure its effect; 0 is off.",
          "Parte de clientes fuera del marketing para medir su efecto; 0 lo desactiva.");

  static final ConfigurationKey<ControlGroupMode> CONTROL_GROUP_MODE =
      key(
          "control-group.mode",
          ValueType.choice(ControlGroupMode.class),
          "stratified",
          c -> c.controlGroup().mode(),
          "How they are drawn: an exact share of every segment, or by hash alone.",
          "Cómo se sortean: parte exacta de cada segmento, o solo por hash.");

  static final ConfigurationKey<ControlGroupSalt> CONTROL_GROUP_SALT =
      key(
          "control-group.salt",
          ValueType.SALT,
          "auto",
          c -> c.controlGroup().salt(),
          "Secret of the draw; auto keeps a random one in the home.",
          "Secreto del sorteo; auto guarda uno aleatorio en la carpeta de datos.");

  static final ConfigurationKey<String> CONTROL_GROUP_EPOCH =
      key(
          "control-group.epoch",
          ValueType.WORD,
          "1",
          c -> c.controlGroup().epoch(),
          "Name of the draw; another name closes the present epoch and draws everybody anew.",
          "Nombre del sorteo; otro nombre cierra la época actual y sortea a todos de nuevo.");

  static final ConfigurationKey<EvolutionBase> EVOLUTION_BASE =
      key(
          "evolution.base",
          ValueType.EVOLUTION_BASE,
          "previous-run",
          RunConfiguration::evolutionBase,
          "Earlier run that CLV_EVOLUTION compares with.",
          "Ejecución anterior con la que se compara CLV_EVOLUTION.");

  static final ConfigurationKey<String> DATAMODEL_PATH =
      key(
          "datamodel.path",
          ValueType.FOLDER,
          "/Import/clv",
          c -> c.datamodel().path(),
          "Folder for the file on the receiving side, of every SFTP destination that is added.",
          "Carpeta del fichero en el destino, de cada destino SFTP que se añada.");

  static final ConfigurationKey<FileNamePattern> DATAMODEL_FILE_NAME =
      key(
          "datamodel.file-name",
          ValueType.FILE_NAME,
          "datamodel_clv_{yyyyMMdd}.csv",
          c -> c.datamodel().fileName(),
          "Name of the file, with tokens for date, run and tenant.",
          "Nombre del fichero, con marcas para fecha, ejecución y cliente.");

  static final ConfigurationKey<Optional<ZoneId>> DATAMODEL_FILE_DATE_ZONE =
      key(
          "datamodel.file-date-zone",
          ValueType.AUTO_OR_ZONE,
          "auto",
          c -> c.datamodel().fileDateZone(),
          "Zone of the dates in the file name.",
          "Zona horaria de las fechas del nombre.");

  static final ConfigurationKey<Newline> DATAMODEL_NEWLINE =
      key(
          "datamodel.newline",
          ValueType.choice(Newline.class),
          "lf",
          c -> c.datamodel().newline(),
          "Line end of the file.",
          "Fin de línea del fichero.");

  static final ConfigurationKey<String> DATAMODEL_NULL_TEXT =
      key(
          "datamodel.null-text",
          ValueType.TEXT,
          "",
          c -> c.datamodel().nullText(),
          "What an absent value is written as.",
          "Cómo se escribe un valor ausente.");

  static final ConfigurationKey<Boolean> DATAMODEL_EXTENDED_COLUMNS =
      key(
          "datamodel.extended-columns",
          ValueType.SWITCH,
          "off",
          c -> c.datamodel().extendedColumns(),
          "Whether the extended columns follow the 25.",
          "Si las columnas ampliadas siguen a las 25.");

  static final ConfigurationKey<Boolean> DATAMODEL_CONTACT_ID_FALLBACK =
      key(
          "datamodel.contact-id-fallback",
          ValueType.SWITCH,
          "on",
          c -> c.datamodel().contactIdFallback(),
          "Whether a customer without contact id gets the customer id instead.",
          "Si un cliente sin id de contacto recibe su id de cliente.");

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
      String name,
      ValueType<T> type,
      String defaultText,
      Function<RunConfiguration, T> value,
      String english,
      String spanish) {
    return new ConfigurationKey<>(
        new Key<>(name, type, defaultText, english, spanish, Set.of()), value, true);
  }

  /** Declares a key that leaves segments as they are. */
  private static <T> ConfigurationKey<T> key(
      String name,
      ValueType<T> type,
      String defaultText,
      Function<RunConfiguration, T> value,
      String english,
      String spanish) {
    return new ConfigurationKey<>(
        new Key<>(name, type, defaultText, english, spanish, Set.of()), value, false);
  }
}
