// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.explain;

import io.perenne.analytics.datamodel.ColumnType;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Quintiles;
import io.perenne.clv.segment.RfmRules;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every value of one customer with the numbers it was made from.
 *
 * <p>Values are shown as they stand in the contract file, so that a reader can find them again.
 */
public final class Explanation {
  private static final Pattern DECIMAL =
      Pattern.compile("(?<![\\w.,])(-?\\d+)\\.(\\d+)(?![\\w.]|,\\d)");

  private final RunDocument run;
  private final Map<String, String> row;
  private final Language language;
  private final Words messages;
  private final ExplainedFuture future;

  /**
   * @param run the run
   * @param row the customer's values by column; empty where there is none
   * @param language the language of the words
   */
  public Explanation(RunDocument run, Map<String, String> row, Language language) {
    this.run = run;
    this.row = Map.copyOf(row);
    this.language = language;
    this.messages = Words.of(language);
    this.future = new ExplainedFuture(run, this.row, messages);
  }

  /**
   * A value and where it comes from.
   *
   * @param column its name
   * @param value as it stands in the contract file, but for the decimal mark of the reader
   * @param why the rule with its numbers, or what the column means
   */
  public record Line(String column, String value, String why) {}

  /**
   * Returns the columns of the contract in their order, then the extended ones, then attributes.
   */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    Stream.of(DatamodelColumn.contract(), DatamodelColumn.extended())
        .flatMap(List::stream)
        .filter(column -> row.containsKey(column.name()))
        .filter(column -> !column.name().equals("CLV_SEGMENT_REASON")) // stands beside the segment
        .forEach(column -> lines.add(new Line(column.name(), shown(column), spoken(why(column)))));
    attributes().forEach(name -> lines.add(new Line(name, value(name), text("attribute"))));
    return lines;
  }

  private String shown(DatamodelColumn column) {
    boolean decimal = column.type().kind() == ColumnType.Kind.DECIMAL;
    return decimal ? spoken(value(column.name())) : value(column.name());
  }

  /** Numbers have the decimal mark of the reader, as the reason of the segment has. */
  private String spoken(String text) {
    return language == Language.ES ? DECIMAL.matcher(text).replaceAll("$1,$2") : text;
  }

  private List<String> attributes() {
    List<String> attributes = run.customerAttributes();
    return attributes == null ? List.of() : attributes;
  }

  private String why(DatamodelColumn column) {
    String rule = rule(column.name());
    return rule.isEmpty() ? column.description(language) : rule;
  }

  /** Returns the rule with its numbers, or nothing if the description says it all. */
  private String rule(String column) {
    Thresholds thresholds = run.thresholds();
    return switch (column) {
      case "LTV_VALUE" -> text(column, historic(), value("RESID_VALUE"));
      case "REC_VALUE" ->
          value(column).isEmpty()
              ? ""
              : text(column, day("LAST_TICKET_DATE"), run.referenceDate().toString());
      case "FREQ_VALUE", "MON_VALUE" ->
          text(column, run.intervalStart().toString(), run.referenceDate().toString());
      case "CLV_SEGMENT" -> value("CLV_SEGMENT_REASON");
      case "CLV_SCORE" -> band(thresholds);
      case "TICKET_AVG" ->
          value(column).isEmpty() ? "" : text(column, value("MON_VALUE"), value("FREQ_VALUE"));
      case "LST90DAYS_REVENUE", "LST90DAYS_FREQ" -> since(89);
      case "LST180DAYS_REVENUE", "LST180DAYS_FREQ" -> since(179);
      case "LST360DAYS_REVENUE", "LST360DAYS_FREQ" -> since(359);
      case "CG_SEGMENT" -> control();
      case "CLV_EVOLUTION" -> evolution();
      case "DIFF_TBP_RECENCY" ->
          value(column).isEmpty() ? "" : text(column, value("TBP"), value("REC_VALUE"));
      case "TBP" ->
          value(column).isEmpty()
              ? ""
              : text(
                  column,
                  plain(thresholds.shrinkage()),
                  plain(thresholds.populationDays()),
                  value("gap_sum"),
                  value("gap_count"));
      case "DAYS_BTW_PURCHASE" ->
          value(column).isEmpty() ? "" : text(column, value("gap_sum"), value("gap_count"));
      case "EMAIL_COMMUNICATIONS" -> email();
      case "RFM_CODE" -> rfm();
      case "P_ALIVE", "EXPECTED_PURCHASES" -> future.purchases();
      case "RESID_VALUE" -> future.value();
      case "ACTIVITY_STATE" -> value("TBP").isEmpty() ? "" : limits(thresholds);
      case "MARGIN_CLV" -> margin();
      case "NEXT_PURCHASE_DATE" ->
          value(column).isEmpty() ? "" : text(column, day("LAST_TICKET_DATE"), value("TBP"));
      case "PREVIOUS_ID_CLV_SEGMENT" ->
          run.previousRun() == null ? text("CLV_EVOLUTION.first") : "";
      default -> "";
    };
  }

  /** Returns the first condition that is not met, in the order in which they are asked. */
  private String email() {
    if (!row.containsKey("email_consent")) {
      return ""; // a run of an earlier version
    }
    String condition =
        value("email_consent").isEmpty()
            ? "unknown"
            : value("Email").isEmpty()
                ? "no-address"
                : !value("email_consent").equals("true")
                    ? "no-consent"
                    : value("email_suppressed").equals("true") ? "suppressed" : "allowed";
    return text("EMAIL_COMMUNICATIONS." + condition);
  }

  private String rfm() {
    RfmRules rules = run.rfm();
    return rules == null || value("RFM_CODE").isEmpty()
        ? ""
        : text(
            "RFM_CODE",
            value("REC_VALUE"),
            cuts(rules.recencyDays()),
            value("FREQ_VALUE"),
            cuts(rules.frequency()),
            value("MON_VALUE"),
            cuts(rules.money()));
  }

  private static String cuts(Quintiles cuts) {
    return Stream.of(cuts.q20(), cuts.q40(), cuts.q60(), cuts.q80())
        .map(Explanation::plain)
        .collect(Collectors.joining(" | "));
  }

  private String margin() {
    RunDocument.Margin margin = run.margin();
    if ("margin".equals(run.configuration().get("ltv-basis"))) {
      return text("MARGIN_CLV.basis");
    }
    if (margin == null || !margin.known()) {
      String rate = run.configuration().getOrDefault("margin-rate", "");
      return text("MARGIN_CLV", value("LTV_VALUE"), margin == null ? rate : rate(margin));
    }
    BigDecimal toCome =
        number("residual")
            .multiply(BigDecimal.valueOf(margin.rate()))
            .setScale(2, RoundingMode.HALF_UP);
    return text(
        "MARGIN_CLV.known",
        number("MARGIN_CLV").subtract(toCome).toPlainString(),
        value("RESID_VALUE"),
        rate(margin));
  }

  private static String rate(RunDocument.Margin margin) {
    return ExplainedFuture.significant(margin.rate());
  }

  private String historic() {
    BigDecimal expected = number("RESID_VALUE");
    return number("LTV_VALUE").subtract(expected).toPlainString();
  }

  private String band(Thresholds thresholds) {
    return text(
        "CLV_SCORE",
        value("LTV_VALUE"),
        plain(thresholds.medium()),
        plain(thresholds.high()),
        plain(thresholds.fence()));
  }

  private String limits(Thresholds thresholds) {
    SegmentRules rules = SegmentRules.of(thresholds);
    double tbp = number("tbp_days").doubleValue();
    long gaps = number("gap_count").longValue();
    return text(
        "ACTIVITY_STATE",
        value("REC_VALUE"),
        plain(rules.atRiskLimitDays(tbp, gaps)),
        plain(rules.dormantLimitDays(tbp, gaps)));
  }

  private String since(int days) {
    return text("since", run.referenceDate().minusDays(days).toString());
  }

  private String control() {
    RunDocument.Control control = run.control();
    return control == null
        ? ""
        : text("CG_SEGMENT", plain(control.share() * 100), control.mode(), control.epoch());
  }

  private String evolution() {
    String previous = run.previousRun();
    String before = value("PREVIOUS_ID_CLV_SEGMENT");
    if (previous == null) {
      return text("CLV_EVOLUTION.first");
    }
    if (before.isEmpty()) {
      return text("CLV_EVOLUTION.new", previous);
    }
    String cause = cause();
    return text(
        "CLV_EVOLUTION",
        before,
        value("ID_CLV_SEGMENT"),
        cause.isEmpty() ? "" : " (" + cause + ")",
        previous);
  }

  private String cause() {
    String code = value("CLV_EVOLUTION_CAUSE");
    return Stream.of(EvolutionCause.values())
        .filter(cause -> cause.code().equals(code))
        .map(cause -> cause.label(language))
        .findFirst()
        .orElse(code);
  }

  private String text(String key, String... arguments) {
    return messages.text(key, arguments);
  }

  private String value(String column) {
    return row.getOrDefault(column, "");
  }

  private String day(String column) {
    String moment = value(column);
    return moment.length() < 10 ? moment : moment.substring(0, 10);
  }

  private BigDecimal number(String column) {
    String text = value(column);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(Math.rint(number * 100) / 100).stripTrailingZeros().toPlainString();
  }
}
