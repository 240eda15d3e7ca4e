// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.datamodel;

import io.perenne.clv.words.Language;
import java.util.List;

/**
 * A column of the datamodel.
 *
 * @param name the exact name; others import by it, so it never changes
 * @param type what it holds
 * @param nullable whether it may be empty
 * @param english what it means
 * @param spanish what it means
 */
public record DatamodelColumn(
    String name, ColumnType type, boolean nullable, String english, String spanish) {
  private static final ColumnType ID = ColumnType.text(255);
  private static final ColumnType LABEL = ColumnType.text(255);
  private static final ColumnType SENTENCE = ColumnType.text(1000);
  private static final ColumnType EMAIL = ColumnType.email(254);
  private static final ColumnType AMOUNT = ColumnType.decimal(18, 2);
  private static final ColumnType PROBABILITY = ColumnType.decimal(9, 6);
  private static final ColumnType EXPECTATION = ColumnType.decimal(18, 6);
  private static final ColumnType COUNT = ColumnType.of(ColumnType.Kind.INTEGER);
  private static final ColumnType DAY = ColumnType.of(ColumnType.Kind.DATE);
  private static final ColumnType MOMENT = ColumnType.of(ColumnType.Kind.TIMESTAMP);
  private static final ColumnType FLAG = ColumnType.of(ColumnType.Kind.BOOLEAN);

  private static final List<DatamodelColumn> CONTRACT =
      List.of(
          new DatamodelColumn(
              "CustomerId",
              ID,
              false,
              "Stable id of the customer; the key of the row",
              "Id estable del cliente; la clave de la fila"),
          new DatamodelColumn(
              "Email",
              EMAIL,
              true,
              "Preferred e-mail address, as last confirmed",
              "Dirección de correo preferida, según la última confirmación"),
          new DatamodelColumn(
              "ContactId",
              ID,
              true,
              "Key of the contact in the sending system",
              "Clave del contacto en el sistema de envío"),
          new DatamodelColumn(
              "LTV_VALUE",
              AMOUNT,
              false,
              "Lifetime value: money so far plus expected value over the horizon",
              "Valor de por vida: lo gastado más el valor esperado en el horizonte"),
          new DatamodelColumn(
              "REC_VALUE",
              AMOUNT,
              true,
              "Recency: days since the last purchase; empty if there is none",
              "Recencia: días desde la última compra; vacío si no la hay"),
          new DatamodelColumn(
              "FREQ_VALUE",
              COUNT,
              false,
              "Frequency: purchases in the interval",
              "Frecuencia: compras en el intervalo"),
          new DatamodelColumn(
              "MON_VALUE",
              AMOUNT,
              false,
              "Money spent in the interval",
              "Dinero gastado en el intervalo"),
          new DatamodelColumn(
              "CLV_SEGMENT", LABEL, false, "Name of the segment", "Nombre del segmento"),
          new DatamodelColumn(
              "ID_CLV_SEGMENT",
              LABEL,
              false,
              "Number of the segment, 01 to 11, best first",
              "Número del segmento, de 01 a 11, el mejor primero"),
          new DatamodelColumn(
              "CLV_SCORE", LABEL, false, "Name of the value band", "Nombre de la banda de valor"),
          new DatamodelColumn(
              "ID_CLV_SCORE",
              LABEL,
              false,
              "Number of the value band, 1 to 5, best first",
              "Número de la banda de valor, de 1 a 5, la mejor primero"),
          new DatamodelColumn(
              "DAYS_BTW_PURCHASE",
              AMOUNT,
              true,
              "Mean days between purchase days; empty below two",
              "Media de días entre días de compra; vacío con menos de dos"),
          new DatamodelColumn(
              "TICKET_AVG",
              AMOUNT,
              true,
              "Mean money a purchase in the interval; empty if there is none",
              "Ticket medio en el intervalo; vacío si no hay compras"),
          new DatamodelColumn(
              "FIRST_TICKET_DATE",
              MOMENT,
              true,
              "Local time of the first purchase ever",
              "Fecha y hora local de la primera compra"),
          new DatamodelColumn(
              "LAST_TICKET_DATE",
              MOMENT,
              true,
              "Local time of the last purchase",
              "Fecha y hora local de la última compra"),
          new DatamodelColumn(
              "LST90DAYS_REVENUE",
              AMOUNT,
              false,
              "Money of the last 90 days",
              "Dinero de los últimos 90 días"),
          new DatamodelColumn(
              "LST180DAYS_REVENUE",
              AMOUNT,
              false,
              "Money of the last 180 days",
              "Dinero de los últimos 180 días"),
          new DatamodelColumn(
              "LST360DAYS_REVENUE",
              AMOUNT,
              false,
              "Money of the last 360 days",
              "Dinero de los últimos 360 días"),
          new DatamodelColumn(
              "LST90DAYS_FREQ",
              COUNT,
              false,
              "Purchases of the last 90 days",
              "Compras de los últimos 90 días"),
          new DatamodelColumn(
              "LST180DAYS_FREQ",
              COUNT,
              false,
              "Purchases of the last 180 days",
              "Compras de los últimos 180 días"),
          new DatamodelColumn(
              "LST360DAYS_FREQ",
              COUNT,
              false,
              "Purchases of the last 360 days",
              "Compras de los últimos 360 días"),
          new DatamodelColumn(
              "CG_SEGMENT",
              LABEL,
              true,
              "control or target; empty if the control group is off",
              "control o target; vacío si el grupo de control está desactivado"),
          new DatamodelColumn(
              "CLV_EVOLUTION",
              LABEL,
              false,
              "up, down, equal or new against the earlier run",
              "up, down, equal o new frente a la ejecución anterior"),
          new DatamodelColumn(
              "DIFF_TBP_RECENCY",
              AMOUNT,
              true,
              "Days until the next purchase is due; negative if overdue",
              "Días hasta la próxima compra esperada; negativo si ya pasó"),
          new DatamodelColumn(
              "EMAIL_COMMUNICATIONS",
              FLAG,
              false,
              "Whether e-mail marketing is allowed and possible now",
              "Si el marketing por correo está permitido y es posible ahora"));

  private static final List<DatamodelColumn> EXTENDED =
      List.of(
          new DatamodelColumn(
              "TBP",
              AMOUNT,
              true,
              "Time between purchases in days, shrunk towards the base",
              "Tiempo entre compras en días, ajustado hacia la base"),
          new DatamodelColumn(
              "ACTIVITY_STATE",
              LABEL,
              false,
              "new, active, at-risk, dormant or inactive",
              "new, active, at-risk, dormant o inactive"),
          new DatamodelColumn(
              "P_ALIVE",
              PROBABILITY,
              true,
              "Probability of still being a customer",
              "Probabilidad de seguir siendo cliente"),
          new DatamodelColumn(
              "EXPECTED_PURCHASES",
              EXPECTATION,
              true,
              "Expected purchase days over the horizon",
              "Días de compra esperados en el horizonte"),
          new DatamodelColumn(
              "RESID_VALUE",
              AMOUNT,
              false,
              "Expected value over the horizon, discounted",
              "Valor esperado en el horizonte, descontado"),
          new DatamodelColumn(
              "MARGIN_CLV",
              AMOUNT,
              false,
              "Lifetime value counted in margin",
              "Valor de por vida contado en margen"),
          new DatamodelColumn(
              "NEXT_PURCHASE_DATE",
              DAY,
              true,
              "Date at which the next purchase is due",
              "Fecha en que se espera la próxima compra"),
          new DatamodelColumn(
              "RFM_CODE",
              LABEL,
              true,
              "Recency, frequency and money from 1 to 5, one digit each",
              "Recencia, frecuencia y dinero de 1 a 5, un dígito cada uno"),
          new DatamodelColumn(
              "PREVIOUS_ID_CLV_SEGMENT",
              LABEL,
              true,
              "Number of the segment in the earlier run",
              "Número del segmento en la ejecución anterior"),
          new DatamodelColumn(
              "CLV_EVOLUTION_CAUSE",
              LABEL,
              true,
              "Why the segment changed",
              "Por qué cambió el segmento"),
          new DatamodelColumn(
              "CLV_SEGMENT_REASON",
              SENTENCE,
              false,
              "The rule and the numbers behind the segment",
              "La regla y los números detrás del segmento"),
          new DatamodelColumn(
              "RUN_ID",
              LABEL,
              false,
              "The run that wrote the row",
              "La ejecución que escribió la fila"));

  /** Returns the 25 columns of the contract, in order. */
  public static List<DatamodelColumn> contract() {
    return CONTRACT;
  }

  /** Returns the columns that may follow the 25, in order. */
  public static List<DatamodelColumn> extended() {
    return EXTENDED;
  }

  /** Returns the one column that identifies a row. */
  public static DatamodelColumn key() {
    return CONTRACT.get(0);
  }

  /** Returns what the column means, in one line. */
  public String description(Language language) {
    return language == Language.ES ? spanish : english;
  }
}
