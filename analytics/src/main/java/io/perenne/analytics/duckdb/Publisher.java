// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.config.ControlGroupMode;
import io.perenne.analytics.ingest.source.RowFault;
import io.perenne.analytics.pipeline.CustomerTable;
import io.perenne.analytics.pipeline.Datamodel;
import io.perenne.analytics.pipeline.HistoryTable;
import io.perenne.analytics.pipeline.Publication;
import io.perenne.analytics.pipeline.SegmentTable;
import io.perenne.analytics.sql.Sql;
import io.perenne.clv.control.Arm;
import io.perenne.clv.segment.ActivityState;
import io.perenne.clv.segment.Evolution;
import io.perenne.clv.segment.Quintiles;
import io.perenne.clv.segment.RfmRules;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Labelled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Joins segments, CRM, control group and the earlier run into the datamodel. */
final class Publisher {
  private static final String PACKED = "decision";

  /** The latest that is known, like everything else of the CRM. */
  private static final String ATTRIBUTE_OF_CUSTOMER =
      ", max({row_time: row_time, file: file, value: attributes[{number}]})"
          + " FILTER (WHERE attributes[{number}] IS NOT NULL)['value'] AS attribute_{number}";

  private static final String PREVIOUS_COLUMNS =
      ", previous_customer IS NOT NULL AS in_previous, previous_segment, previous_rebased,"
          + " previous_last_micros, previous_purchase_days";

  /** What one id of a person says where the person's own id says nothing. */
  private static final String ATTRIBUTE_OF_PERSON =
      ", coalesce(any_value(attribute_{number}) FILTER (own), max(attribute_{number}))"
          + " AS attribute_{number}";

  private static final String BY_HASH = "control_arm_by_hash(control_hash(customer))";

  /** Units of money that make one of the currency. */
  private static final double UNITS = 10_000;

  /** A column with more values than this in a row group has no dictionary: building it is dear. */
  private static final int MOST_DISTINCT = 1000;

  /**
   * To read one customer is to unpack a group of every column: 20 ms, ten times less than usual.
   */
  private static final int ROWS_OF_GROUP = 12_288;

  private final DuckDb database;
  private final Functions functions;
  private final SegmentTable segments;
  private final Publication publication;

  Publisher(DuckDb database, Functions functions, SegmentTable segments, Publication publication) {
    this.database = database;
    this.functions = functions;
    this.segments = segments;
    this.publication = publication;
  }

  Datamodel publish(Path file) {
    database.execute(
        "CREATE MACRO money(hundredths) AS"
            + " (hundredths::DECIMAL(18, 0) * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2)");
    functions.defineNextPurchase();
    functions.defineEvolution();
    database.execute("SET preserve_insertion_order = true");
    publication.previous().ifPresent(this::recallPrevious);
    gatherEverybody();
    RfmRules rfm = rfmRules();
    functions.defineRfmCode(rfm);
    publication.control().ifPresent(this::assignControl);
    database.execute(copy(datamodel(), file));
    return expected(file, rfm);
  }

  /** Returns the statement that writes a table of customers. */
  static String copy(String query, Path file) {
    return "COPY (%s) TO %s (FORMAT parquet, DICTIONARY_SIZE_LIMIT %d, ROW_GROUP_SIZE %d)"
        .formatted(query, Sql.quote(file.toString()), MOST_DISTINCT, ROWS_OF_GROUP);
  }

  /** What the file must agree with is counted in the histories and the CRM, not in the file. */
  private Datamodel expected(Path file, RfmRules rfm) {
    String onlyInCrm =
        publication.customers().isPresent()
            ? "(SELECT count(*) FROM crm WHERE customer NOT IN (SELECT customer FROM "
                + Tables.name(histories())
                + "))"
            : "0";
    return database.queryOne(
        Sql.load(DuckDb.class, "expected")
            .with("only_in_crm", onlyInCrm)
            .with("histories", Tables.name(histories())),
        row ->
            new Datamodel(
                file,
                row.getLong(1),
                row.getBigDecimal(2),
                segments,
                publication,
                histories().counts().refunds() > 0,
                rfm));
  }

  private void gatherEverybody() {
    publication
        .customers()
        .ifPresent(
            crm ->
                database.execute(
                    Sql.load(DuckDb.class, "crm")
                        .with("cutoff", cutoff(histories()))
                        .with("customer_fault", RowFault.CUSTOMER.code())
                        .with("consent_time_fault", RowFault.CONSENT_TIME.code())
                        .with("attributes", attributes(ATTRIBUTE_OF_CUSTOMER))
                        .with("customers", CrmTable.of(crm).sql())));
    if (publication.customers().isPresent() && Identities.areIn(database)) {
      database.execute(
          Sql.load(DuckDb.class, "crm_people").with("attributes", attributes(ATTRIBUTE_OF_PERSON)));
    }
    String crm =
        publication.customers().isPresent()
            ? "FULL JOIN crm ON segments.customer = crm.customer"
            : "LEFT JOIN (SELECT NULL::VARCHAR AS customer, NULL::VARCHAR AS email, NULL::VARCHAR"
                + " AS contact_id, false AS consent, false AS suppressed LIMIT 0) AS crm ON false";
    database.execute(
        Sql.load(DuckDb.class, "everybody")
            .with(
                "population_days", Double.toString(segments.rules().thresholds().populationDays()))
            .with("never_bought", Functions.neverBought())
            .with(
                "margin",
                publication.margin().known()
                    ? "coalesce(historic_margin, 0) AS historic_margin,"
                    : "")
            .with("segments", Tables.name(segments))
            .with("attributes", attributes(", crm.attribute_{number}"))
            .with("crm", crm)
            .with("previous_columns", hasPrevious() ? PREVIOUS_COLUMNS : "")
            .with(
                "previous",
                hasPrevious()
                    ? "LEFT JOIN previous ON coalesce(segments.customer, crm.customer) ="
                        + " previous_customer"
                    : ""));
  }

  /** Fills a piece of SQL for each attribute of the CRM. */
  private String attributes(String piece) {
    List<String> names = publication.customers().map(CustomerTable::attributes).orElse(List.of());
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                piece
                    .replace("{number}", Integer.toString(i + 1))
                    .replace("{name}", names.get(i).replace("\"", "\"\"")))
        .collect(Collectors.joining());
  }

  private HistoryTable histories() {
    return segments.values().histories();
  }

  private static String cutoff(HistoryTable histories) {
    return "TIMESTAMP '" + histories.period().referenceDate().plusDays(1) + " 00:00:00'";
  }

  private RfmRules rfmRules() {
    return database.queryOne(
        Sql.load(DuckDb.class, "rfm_cuts"),
        row ->
            new RfmRules(
                quintiles(row.getArray(1), 1),
                quintiles(row.getArray(2), 1),
                quintiles(row.getArray(3), UNITS)));
  }

  /**
   * Returns the cuts of whole numbers, in units of which so many make one. Such cuts are fifths of
   * whole numbers, and exact but for what interpolation leaves in the last digit, even between two
   * that are equal: without it a customer at a cut would be on its wrong side.
   */
  private static Quintiles quintiles(Array cuts, double units) throws SQLException {
    if (cuts == null) {
      return new Quintiles(0, 0, 0, 0);
    }
    double[] q =
        Arrays.stream((Object[]) cuts.getArray())
            .mapToDouble(v -> Math.rint(((Number) v).doubleValue() * 5) / 5 / units)
            .toArray();
    Arrays.parallelPrefix(q, Math::max);
    return new Quintiles(q[0], q[1], q[2], q[3]);
  }

  private void assignControl(Publication.Control control) {
    functions.defineControlHash(control.group());
    if (control.mode() == ControlGroupMode.HASH) {
      if (armsAreKept()) {
        keepArms(armsByHash());
      }
      return;
    }
    functions.defineControlArm(control.group());
    database.execute(
        Files.exists(control.ledger())
            ? nextLedger(control.ledger())
            : Sql.load(DuckDb.class, "first_control_ledger")
                .with("segment", Functions.segmentOf(PACKED))
                .with("arm", Functions.ARMS.at("control_arm(segment, place)")));
    keepArms("SELECT person, arm FROM ledger WHERE person IS NOT NULL");
    String ledger =
        "SELECT customer, segment, arm, coalesce(run_id, "
            + Sql.quote(publication.runId())
            + ") AS run_id FROM ledger";
    database.execute(copy(ledger, control.nextLedger()));
  }

  /**
   * Keeps the arms of people, so that the datamodel, which may join nothing, finds them.
   *
   * @param arms a query that yields {@code person}, the number of a row of everybody, and {@code
   *     arm}
   */
  private void keepArms(String arms) {
    int people =
        Math.toIntExact(database.queryOne("SELECT count(*) FROM everybody", row -> row.getLong(1)));
    functions.defineArms(people);
    database.execute(
        "SELECT count(keep_arm(person, enum_code(arm)::INTEGER + 1)) FROM (" + arms + ")");
  }

  private static String armsByHash() {
    return Sql.load(DuckDb.class, "arms_by_hash")
        .with("target", Functions.ARMS.text(Arm.TARGET.code()))
        .with("arm", Functions.ARMS.at(BY_HASH))
        .toString();
  }

  private Sql nextLedger(Path ledger) {
    String known =
        "SELECT customer, segment, arm::"
            + Functions.ARMS.type()
            + " AS arm, run_id FROM read_parquet("
            + Sql.quote(ledger.toString())
            + ")";
    return Sql.load(DuckDb.class, "control_ledger")
        .with(
            "known",
            Identities.areIn(database)
                ? Sql.load(DuckDb.class, "known_people")
                    .with("known", known)
                    .with("target", Functions.ARMS.text(Arm.TARGET.code()))
                    .toString()
                : known)
        .with("segment", Functions.segmentOf(PACKED))
        .with(
            "arm",
            Functions.ARMS.at(
                "control_arm(newcomers.segment, coalesce(counters.assigned, 0) + place)"));
  }

  private void recallPrevious(Publication.Previous previous) {
    functions.defineDecision("_previous", previous.rules());
    String rebased =
        previous
            .rebased()
            .map(
                table ->
                    "LEFT JOIN (SELECT customer, decision FROM "
                        + Tables.name(table)
                        + ") AS rebased ON earlier.customer = rebased.customer")
            .orElse("");
    String rebasedSegment =
        previous.rebased().isPresent()
            ? "coalesce("
                + Functions.segmentOf("rebased.decision")
                + ", "
                + Segment.INACTIVE.number()
                + ")"
            : "earlier.segment";
    database.execute(
        Sql.load(DuckDb.class, "previous_segments")
            .with("rebased_segment", rebasedSegment)
            .withText("file", previous.customers().toString())
            .with("rebased", rebased));
  }

  private String datamodel() {
    OneOf segmentIds = OneOf.of(Segment.values(), Segment::id);
    OneOf bandIds = OneOf.of(ValueBand.values(), band -> Integer.toString(band.number()));
    OneOf states = OneOf.of(ActivityState.values(), ActivityState::code);
    return Sql.load(DuckDb.class, "datamodel")
        .with(
            "contact_id",
            publication.contactIdFallback() ? "coalesce(contact_id, customer)" : "contact_id")
        .with("segment_name", labels(Segment.values()).at("everybody.segment"))
        .with("segment_id", segmentIds.at("everybody.segment"))
        .with("band_name", labels(ValueBand.values()).at("band"))
        .with("band_id", bandIds.at("band"))
        .with("state_name", states.at("state"))
        .with("segment", Functions.segmentOf(PACKED))
        .with("band", Functions.bandOf(PACKED))
        .with("state", Functions.stateOf(PACKED))
        .with("rule", Functions.RULES.at(Functions.ruleOf(PACKED)))
        .with("arm", arm())
        .with(
            "evolution",
            evolution(
                Functions.EVOLUTIONS.at("evolution(previous_rebased, {now})"),
                Functions.EVOLUTIONS.text(Evolution.NEW.code())))
        .with(
            "cause",
            evolution(
                Functions.CAUSES.at(
                    "evolution_cause(previous_segment, previous_rebased, {now}, {before},"
                        + " {corrected}::INTEGER, {bought}::INTEGER)"),
                Functions.CAUSES.nothing()))
        .with(
            "previous_segment", evolution(segmentIds.at("previous_segment"), segmentIds.nothing()))
        .with("attributes", attributes(", attribute_{number} AS \"{name}\""))
        .with("margin_value", marginValue())
        .with(
            "run_id",
            OneOf.of(new String[] {publication.runId()}, id -> id).text(publication.runId()))
        .toString();
  }

  /** Known margins for what was bought and the rate for what is to come, or the rate for all. */
  private String marginValue() {
    Publication.Margin margin = publication.margin();
    return margin.known()
        ? "greatest(historic_margin, 0) / 10000 + residual * " + margin.rate()
        : "ltv * " + margin.rate();
  }

  private String arm() {
    if (publication.control().isEmpty()) {
      return Functions.ARMS.nothing();
    }
    return Functions.ARMS.at(armsAreKept() ? "arm_of(person)" : BY_HASH);
  }

  /** A hash tells the arm of an id, not that of a person with several. */
  private boolean armsAreKept() {
    return isStratified() || Identities.areIn(database);
  }

  private boolean isStratified() {
    return publication
        .control()
        .filter(control -> control.mode() == ControlGroupMode.STRATIFIED)
        .isPresent();
  }

  private boolean hasPrevious() {
    return publication.previous().isPresent();
  }

  /** Fills an expression over the earlier run; {@code other} if the customer was not in it. */
  private String evolution(String expression, String other) {
    if (!hasPrevious()) {
      return other;
    }
    String bought =
        "(everybody.last_micros IS NOT NULL AND everybody.last_micros >"
            + " coalesce(previous_last_micros, 0))";
    String filled =
        expression
            .replace("{now}", "everybody.segment")
            .replace(
                "{before}",
                Functions.segmentOf(
                    "decide_previous(interval_purchase_days, everybody.purchase_days,"
                        + " coalesce(silence, 0), coalesce(age, 0), tbp, gap_count, ltv)"))
            .replace("{bought}", bought)
            .replace(
                "{corrected}",
                "(CASE WHEN "
                    + bought
                    + " THEN everybody.purchase_days <= previous_purchase_days ELSE"
                    + " everybody.purchase_days <> previous_purchase_days END)");
    return "CASE WHEN NOT in_previous THEN " + other + " ELSE " + filled + " END";
  }

  private <T extends Labelled> OneOf labels(T[] values) {
    return OneOf.of(values, value -> value.label(publication.language()));
  }
}
