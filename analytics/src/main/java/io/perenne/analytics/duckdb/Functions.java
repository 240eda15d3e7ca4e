// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.duckdb;

import io.perenne.analytics.datamodel.Hundredths;
import io.perenne.analytics.pipeline.StateCalibration;
import io.perenne.clv.control.Arm;
import io.perenne.clv.control.AssignmentHash;
import io.perenne.clv.control.ControlGroup;
import io.perenne.clv.control.StratifiedAssignment;
import io.perenne.clv.history.OperationalClock;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.segment.ActivityState;
import io.perenne.clv.segment.Cadence;
import io.perenne.clv.segment.CustomerActivity;
import io.perenne.clv.segment.DecisionRule;
import io.perenne.clv.segment.Evolution;
import io.perenne.clv.segment.EvolutionCause;
import io.perenne.clv.segment.Reason;
import io.perenne.clv.segment.RfmRules;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.SegmentChange;
import io.perenne.clv.segment.SegmentRules;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.spend.PriceLevel;
import io.perenne.clv.spend.RefundShare;
import io.perenne.clv.value.ResidualValuation;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBScalarFunction;

/**
 * What {@code clv} computes, as functions that SQL calls a batch at a time. A function answers null
 * where its first argument is null.
 */
final class Functions extends FunctionRegistry {
  private static final DuckDBColumnType INT = DuckDBColumnType.INTEGER;
  private static final DuckDBColumnType LONG = DuckDBColumnType.BIGINT;
  private static final DuckDBColumnType DOUBLE = DuckDBColumnType.DOUBLE;
  private static final DuckDBColumnType TEXT = DuckDBColumnType.VARCHAR;

  /** How a decision travels in one number: rule, then state, then band, then segment. */
  private static final int RULE_FACTOR = 1_000_000;

  private static final int STATE_FACTOR = 10_000;

  private static final int BAND_FACTOR = 100;

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  static final OneOf EVOLUTIONS = OneOf.of(Evolution.values(), Evolution::code);
  static final OneOf CAUSES = OneOf.of(EvolutionCause.values(), EvolutionCause::code);
  static final OneOf RULES = OneOf.of(DecisionRule.values(), DecisionRule::code);
  static final OneOf ARMS = OneOf.of(Arm.values(), Arm::code);

  Functions(DuckDb database) {
    super(database);
  }

  /**
   * Defines {@code residual_value}, {@code expected_purchases} and {@code probability_alive} of
   * {@code (x, t_x, T, purchases, spend units)}, and of the sum of the logarithms of gaps besides
   * where the valuation reads it.
   */
  void defineValuation(String suffix, ResidualValuation valuation) {
    if (valuation.gapTime().isPresent()) {
      defineValuationByGaps(suffix, valuation);
      return;
    }
    DuckDBColumnType[] history = {INT, INT, INT, INT, LONG};
    define(
        "residual_value" + suffix,
        DOUBLE,
        (b, i) ->
            b.out()
                .setDouble(
                    i,
                    valuation.residualValue(
                        b.intAt(0, i),
                        b.intAt(1, i),
                        b.intAt(2, i),
                        b.intAt(3, i),
                        Hundredths.toCurrency(b.longAt(4, i)))),
        history);
    define(
        "expected_purchases" + suffix,
        DOUBLE,
        (b, i) ->
            b.out()
                .setDouble(
                    i, valuation.expectedPurchases(b.intAt(0, i), b.intAt(1, i), b.intAt(2, i))),
        INT,
        INT,
        INT);
    boolean knowsAlive = valuation.probabilityAlive(0, 0, 1).isPresent();
    define(
        "probability_alive" + suffix,
        DOUBLE,
        (b, i) -> {
          if (knowsAlive) {
            b.out()
                .setDouble(
                    i,
                    valuation
                        .probabilityAlive(b.intAt(0, i), b.intAt(1, i), b.intAt(2, i))
                        .orElseThrow());
          } else {
            b.out().setNull(i);
          }
        },
        INT,
        INT,
        INT);
  }

  private void defineValuationByGaps(String suffix, ResidualValuation valuation) {
    define(
        "residual_value" + suffix,
        DOUBLE,
        (b, i) ->
            b.out()
                .setDouble(
                    i,
                    valuation.residualValue(
                        history(b, i, 5), b.intAt(3, i), Hundredths.toCurrency(b.longAt(4, i)))),
        INT,
        INT,
        INT,
        INT,
        LONG,
        DOUBLE);
    define(
        "expected_purchases" + suffix,
        DOUBLE,
        (b, i) -> b.out().setDouble(i, valuation.expectedPurchases(history(b, i, 3))),
        INT,
        INT,
        INT,
        DOUBLE);
    define(
        "probability_alive" + suffix,
        DOUBLE,
        (b, i) -> {
          OptionalDouble alive = valuation.probabilityAlive(history(b, i, 3));
          if (alive.isPresent()) {
            b.out().setDouble(i, alive.getAsDouble());
          } else {
            b.out().setNull(i);
          }
        },
        INT,
        INT,
        INT,
        DOUBLE);
  }

  private static PurchaseHistory history(Batch b, int row, int logGaps) {
    return new PurchaseHistory(
        b.intAt(0, row), b.intAt(1, row), b.intAt(2, row), b.doubleAt(logGaps, row));
  }

  /** Defines {@code log_gaps(first day, gaps)}: the sum of the logarithms of gaps by a clock. */
  void defineLogGaps(String suffix, OperationalClock time) {
    DuckDBScalarFunction batched =
        (in, out) -> {
          Batch batch = new Batch(in, out);
          PurchaseBuffer purchases = new PurchaseBuffer(true);
          for (int i = 0; i < batch.size(); i++) {
            if (!batch.nullIn(i)) {
              purchases.decodeDays(batch.intAt(0, i), batch.textAt(1, i));
              out.setDouble(i, logGaps(purchases.days(), purchases.count(), time));
            }
          }
        };
    register("log_gaps" + suffix, DOUBLE, batched, INT, TEXT);
  }

  private static double logGaps(int[] days, int count, OperationalClock time) {
    double sum = 0;
    for (int i = 1; i < count; i++) {
      sum += Math.log(time.between(days[i - 1], days[i]));
    }
    return sum;
  }

  /**
   * Defines {@code kept_share(bought, net)}, both in units: the share of money to come that is kept
   * after refunds.
   */
  void defineRefunds(String suffix, RefundShare refunds) {
    define(
        "kept_share" + suffix,
        DOUBLE,
        (b, i) -> {
          long bought = b.longAt(0, i);
          long refunded = Math.max(0, bought - b.longAt(1, i));
          b.out()
              .setDouble(
                  i, refunds.kept(Hundredths.toCurrency(bought), Hundredths.toCurrency(refunded)));
        },
        LONG,
        LONG);
  }

  /** Defines {@code price_factor(first day, gaps)}: prices of today over those that were paid. */
  void definePrices(String suffix, PriceLevel prices) {
    DuckDBScalarFunction batched =
        (in, out) -> {
          Batch batch = new Batch(in, out);
          PurchaseBuffer purchases = new PurchaseBuffer(true);
          for (int i = 0; i < batch.size(); i++) {
            if (!batch.nullIn(i)) {
              purchases.decodeDays(batch.intAt(0, i), batch.textAt(1, i));
              out.setDouble(i, prices.factor(purchases.days(), purchases.count()));
            }
          }
        };
    register("price_factor" + suffix, DOUBLE, batched, INT, TEXT);
  }

  /**
   * Defines {@code state_factor(expected, n, nAll, silence, age, gap sum, gap count)}: what an
   * expectation is multiplied by, as customers in one state brought less or more than was said.
   */
  void defineStates(String suffix, StateCalibration states) {
    SegmentRules rules = states.rules();
    Cadence cadence = rules.thresholds().cadence();
    define(
        "state_factor" + suffix,
        DOUBLE,
        (b, i) -> {
          int gaps = b.intAt(6, i);
          var state =
              rules.state(
                  new CustomerActivity(
                      b.intAt(1, i),
                      b.intAt(2, i),
                      b.intAt(3, i),
                      b.intAt(4, i),
                      cadence.timeBetweenPurchases(b.intAt(5, i), gaps),
                      gaps,
                      0));
          b.out().setDouble(i, states.factors().factor(state.number(), b.doubleAt(0, i)));
        },
        DOUBLE,
        INT,
        INT,
        INT,
        INT,
        INT,
        INT);
  }

  /** Defines {@code time_between_purchases(gap sum, gap count)}. */
  void defineCadence(String suffix, Cadence cadence) {
    define(
        "time_between_purchases" + suffix,
        DOUBLE,
        (b, i) -> b.out().setDouble(i, cadence.timeBetweenPurchases(b.intAt(0, i), b.intAt(1, i))),
        INT,
        INT);
  }

  /**
   * Defines {@code decide(n, nAll, recency, days since first, tbp, gap count, ltv)}: rule ×
   * 1,000,000 + state × 10,000 + band × 100 + segment.
   */
  void defineDecision(String suffix, SegmentRules rules) {
    define(
        "decide" + suffix,
        INT,
        (b, i) -> {
          CustomerActivity customer = activity(b, 0, i);
          long n = customer.purchaseDays();
          var state = rules.state(customer);
          var band = rules.band(n, customer.lifetimeValue());
          var rule = rules.rule(state, band, n, customer.purchaseDaysEver());
          b.out().setInt(i, packed(rule, state, band));
        },
        INT,
        INT,
        INT,
        INT,
        DOUBLE,
        INT,
        DOUBLE);
  }

  @SuppressWarnings("EnumOrdinal") // read back within the same statement, never kept
  private static int packed(DecisionRule rule, ActivityState state, ValueBand band) {
    return (rule.ordinal() + 1) * RULE_FACTOR
        + state.number() * STATE_FACTOR
        + band.number() * BAND_FACTOR
        + rule.segment().number();
  }

  /** Returns the customer whose seven numbers begin at a column, in the order of {@code decide}. */
  private static CustomerActivity activity(Batch b, int from, int row) {
    return new CustomerActivity(
        b.intAt(from, row),
        b.intAt(from + 1, row),
        b.intAt(from + 2, row),
        b.intAt(from + 3, row),
        b.doubleAt(from + 4, row),
        b.intAt(from + 5, row),
        b.doubleAt(from + 6, row));
  }

  /** Defines a function of the code of a rule and the arguments of {@code decide}: the sentence. */
  void defineReason(String name, Reason reason) {
    defineText(
        name,
        (text, b, i) -> reason.append(text, DecisionRule.of(b.textAt(0, i)), activity(b, 1, i)),
        TEXT,
        INT,
        INT,
        INT,
        INT,
        DOUBLE,
        INT,
        DOUBLE);
  }

  /**
   * Defines the exact roundings of the contract, in hundredths, half up: of whole numbers as
   * macros, of doubles, whose decimals only Java knows, as functions.
   */
  void defineRounding() {
    database.execute(
        "CREATE MACRO half_up(dividend, divisor) AS"
            + " sign(dividend)::BIGINT * (abs(dividend) // divisor"
            + " + (2 * (abs(dividend) % divisor) >= divisor)::BIGINT)");
    database.execute("CREATE MACRO hundredths_of_units(units) AS half_up(units, 100::BIGINT)");
    database.execute(
        "CREATE MACRO hundredths_of_mean(units, number) AS half_up(units, 100 * number::BIGINT)");
    database.execute(
        "CREATE MACRO hundredths_of_ratio(dividend, divisor) AS"
            + " half_up(100 * dividend::BIGINT, divisor::BIGINT)");
    define(
        "hundredths", LONG, (b, i) -> b.out().setLong(i, Hundredths.of(b.doubleAt(0, i))), DOUBLE);
    define(
        "hundredths_of_value",
        LONG,
        (b, i) -> b.out().setLong(i, Hundredths.ofValue(b.longAt(0, i), b.doubleAt(1, i))),
        LONG,
        DOUBLE);
  }

  /**
   * Defines {@code control_hash(customer)}, the unsigned hash shifted so that it sorts as a signed
   * number, and {@code control_arm_by_hash(hash)}, the number of an arm.
   */
  void defineControlHash(ControlGroup group) {
    DuckDBScalarFunction hash =
        (in, out) -> {
          AssignmentHash assignment = group.newHash();
          Batch batch = new Batch(in, out);
          for (int i = 0; i < batch.size(); i++) {
            out.setLong(i, assignment.of64(batch.textAt(0, i)) ^ Long.MIN_VALUE);
          }
        };
    register("control_hash", LONG, hash, TEXT);
    define(
        "control_arm_by_hash",
        INT,
        (b, i) ->
            b.out().setInt(i, ARMS.number(group.byHash(b.longAt(0, i) ^ Long.MIN_VALUE).code())),
        LONG);
  }

  /**
   * Defines {@code control_arm(segment, position)}: the number of the arm of the next customer of a
   * stratum.
   */
  void defineControlArm(ControlGroup group) {
    StratifiedAssignment[] strata = new StratifiedAssignment[Segment.values().length + 1];
    for (Segment segment : Segment.values()) {
      strata[segment.number()] = group.stratum(segment);
    }
    define(
        "control_arm",
        INT,
        (b, i) -> b.out().setInt(i, ARMS.number(strata[b.intAt(0, i)].arm(b.longAt(1, i)).code())),
        INT,
        LONG);
  }

  /**
   * Defines {@code keep_arm(person, number of an arm)} and {@code arm_of(person)}, which is null
   * for a person without an arm. A join would do the same, but lose the order of the rows.
   */
  void defineArms(int people) {
    byte[] arms = new byte[people];
    defineSink(
        "keep_arm",
        (in, out) -> {
          Batch batch = new Batch(in, out);
          for (int i = 0; i < batch.size(); i++) {
            arms[Math.toIntExact(batch.longAt(0, i))] = (byte) batch.intAt(1, i);
            out.setLong(i, 1);
          }
        },
        LONG,
        INT);
    define(
        "arm_of",
        INT,
        (b, i) -> {
          byte arm = arms[Math.toIntExact(b.longAt(0, i))];
          if (arm == 0) {
            b.out().setNull(i);
          } else {
            b.out().setInt(i, arm);
          }
        },
        LONG);
  }

  /** Defines {@code next_purchase(micros of the last purchase, tbp)}, a date. */
  void defineNextPurchase() {
    define(
        "next_purchase",
        DuckDBColumnType.DATE,
        (b, i) -> {
          LocalDate last = LocalDate.ofEpochDay(Math.floorDiv(b.longAt(0, i), MICROS_PER_DAY));
          b.out().setDate(i, Cadence.nextPurchase(last, b.doubleAt(1, i)));
        },
        LONG,
        DOUBLE);
  }

  /** Defines {@code rfm_code(days since the last purchase, tickets, money units)}. */
  void defineRfmCode(RfmRules rules) {
    define(
        "rfm_code",
        INT,
        (b, i) ->
            b.out()
                .setInt(
                    i,
                    rules.code(
                        b.intAt(0, i), b.intAt(1, i), Hundredths.toCurrency(b.longAt(2, i)))),
        INT,
        INT,
        LONG);
  }

  /**
   * Defines {@code evolution(before, now)}, and {@code evolution_cause(before, re-based, now, now
   * under the previous thresholds, corrected, bought)}, of segment numbers; the last two are 0 or
   * 1. They answer with the number of an evolution and of a cause.
   */
  void defineEvolution() {
    define(
        "evolution",
        INT,
        (b, i) ->
            b.out()
                .setInt(
                    i, EVOLUTIONS.number(Evolution.between(b.intAt(0, i), b.intAt(1, i)).code())),
        INT,
        INT);
    define(
        "evolution_cause",
        INT,
        (b, i) -> {
          SegmentChange change =
              new SegmentChange(
                  Segment.of(b.intAt(0, i)),
                  Segment.of(b.intAt(1, i)),
                  Segment.of(b.intAt(2, i)),
                  Segment.of(b.intAt(3, i)),
                  b.intAt(4, i) != 0,
                  b.intAt(5, i) != 0);
          Optional<EvolutionCause> cause = change.cause();
          if (cause.isPresent()) {
            b.out().setInt(i, CAUSES.number(cause.get().code()));
          } else {
            b.out().setNull(i);
          }
        },
        INT,
        INT,
        INT,
        INT,
        INT,
        INT);
  }

  /** Returns the packed decision of someone who never bought. */
  static int neverBought() {
    return packed(DecisionRule.NEVER_BOUGHT, ActivityState.INACTIVE, ValueBand.INACTIVE);
  }

  /** Returns the segment number of a packed decision, in SQL. */
  static String segmentOf(String packed) {
    return "(" + packed + " % " + BAND_FACTOR + ")";
  }

  /** Returns the number of the band of a packed decision, in SQL. */
  static String bandOf(String packed) {
    return "(" + packed + " // " + BAND_FACTOR + " % " + BAND_FACTOR + ")";
  }

  /** Returns the number of the state of a packed decision, in SQL. */
  static String stateOf(String packed) {
    return "(" + packed + " // " + STATE_FACTOR + " % " + RULE_FACTOR / STATE_FACTOR + ")";
  }

  /** Returns the number of the rule of a packed decision, in SQL. */
  static String ruleOf(String packed) {
    return "(" + packed + " // " + RULE_FACTOR + ")";
  }
}
