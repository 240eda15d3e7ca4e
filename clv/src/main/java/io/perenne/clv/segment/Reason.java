// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import io.perenne.clv.words.NumberStyle;
import io.perenne.clv.words.Template;
import io.perenne.clv.words.Utf8Text;

/**
 * The reason for a customer's segment in one sentence, with the numbers behind it: {@code Leal en
 * Riesgo: 5 días de compra ≥ 4; valor 1.000 > 800 (Alto); 181 días sin comprar > 2,5 × TBP 40}.
 *
 * <p>It names the conditions of the row of the decision table that held. A table keeps that row and
 * the customer's numbers; the sentence is made when it is read, in the reader's language. Numbers
 * are written as the language does, with two decimals at most, or as many more as it takes for a
 * printed comparison to be true. Safe to call from many threads, each with a text of its own.
 */
public final class Reason {
  private static final int DECIMALS = 2;
  private static final byte[] SEMICOLON = Utf8Text.encode("; ");

  private final SegmentRules rules;
  private final NumberStyle numbers;

  /** How a sentence begins, by the number of its segment. */
  private final byte[][] segments = new byte[Segment.values().length + 1][];

  /** What stands behind a value, by the number of its band. */
  private final byte[][] bands = new byte[ValueBand.values().length + 1][];

  private final Template never;
  private final Template lapsed;
  private final Template firstPurchase;
  private final Template fewPurchases;
  private final Template onePurchase;
  private final Template repeats;
  private final Template loyal;
  private final Template notLoyal;
  private final Template valueAbove;
  private final Template valueUpTo;
  private final Template silenceWithin;
  private final Template silenceBeyond;
  private final Template silenceBeyondCap;

  private Reason(SegmentRules rules, Language language) {
    this.rules = rules;
    Messages words = Messages.of(language);
    numbers = words.numbers();
    never = words.template("reason.never");
    lapsed = words.template("reason.lapsed");
    firstPurchase = words.template("reason.first-purchase");
    fewPurchases = words.template("reason.few-purchases");
    onePurchase = words.template("reason.one-purchase");
    repeats = words.template("reason.repeats");
    loyal = words.template("reason.loyal");
    notLoyal = words.template("reason.not-loyal");
    valueAbove = words.template("reason.value-above");
    valueUpTo = words.template("reason.value-up-to");
    silenceWithin = words.template("reason.silence-within");
    silenceBeyond = words.template("reason.silence-beyond");
    silenceBeyondCap = words.template("reason.silence-beyond-cap");
    for (Segment segment : Segment.values()) {
      segments[segment.number()] = Utf8Text.encode(segment.label(language) + ": ");
    }
    for (ValueBand band : ValueBand.values()) {
      bands[band.number()] = Utf8Text.encode(" (" + band.label(language) + ")");
    }
  }

  /** Returns the writer of reasons for decisions made by these rules, in one language. */
  public static Reason of(SegmentRules rules, Language language) {
    return new Reason(rules, language);
  }

  /**
   * Returns the sentence for one customer.
   *
   * @param rule the row of the decision table that held
   */
  public String sentence(DecisionRule rule, CustomerActivity customer) {
    Utf8Text out = new Utf8Text();
    append(out, rule, customer);
    return out.toString();
  }

  /**
   * Appends the sentence for one customer, which is cheaper by the million: one text, cleared in
   * between, serves them all.
   *
   * @param rule the row of the decision table that held
   */
  public void append(Utf8Text out, DecisionRule rule, CustomerActivity customer) {
    out.append(segments[rule.segment().number()]);
    switch (rule) {
      case NEVER_BOUGHT -> put(out, never, 0, 0);
      case LAPSED -> put(out, lapsed, rules.thresholds().intervalDays(), customer.recencyDays());
      case DORMANT -> beyondDormant(out, customer);
      case NEW_OUTLIER -> value(next(newcomer(out, customer)), customer);
      case NEW_CUSTOMER -> few(next(newcomer(out, customer)), customer);
      default -> {
        if (rule != DecisionRule.ACTIVE_OUTLIER) {
          next(purchases(out, rule, customer));
        }
        next(value(out, customer));
        silence(
            out,
            rule.isAtRisk() ? silenceBeyond : silenceWithin,
            customer,
            rules.atRiskRatio(customer.gapCount()));
      }
    }
  }

  private Utf8Text newcomer(Utf8Text out, CustomerActivity customer) {
    return put(out, firstPurchase, customer.daysSinceFirst(), rules.thresholds().newWindowDays());
  }

  private Utf8Text few(Utf8Text out, CustomerActivity customer) {
    return put(
        out,
        fewPurchases,
        (double) customer.purchaseDaysEver(),
        rules.thresholds().newMaxPurchaseDays());
  }

  /** Appends what the rule asks of the number of purchase days. */
  private Utf8Text purchases(Utf8Text out, DecisionRule rule, CustomerActivity customer) {
    double n = customer.purchaseDays();
    double nAll = customer.purchaseDaysEver();
    int loyalMin = rules.thresholds().loyalMinPurchaseDays();
    return switch (rule) {
      case ACTIVE_ONE_PURCHASE, AT_RISK_ONE_PURCHASE -> put(out, onePurchase, 0, 0);
      case ACTIVE_LOW, AT_RISK_LOW -> put(out, repeats, nAll, 0);
      case ACTIVE_LOYAL_HIGH, ACTIVE_LOYAL_MEDIUM, AT_RISK_LOYAL -> put(out, loyal, n, loyalMin);
      default -> {
        notLoyal.append(out, numbers, DECIMALS, n, loyalMin, nAll, 0);
        yield out;
      }
    };
  }

  /** Appends the value and the threshold just below it, or above it for the lowest band. */
  private Utf8Text value(Utf8Text out, CustomerActivity customer) {
    double ltv = customer.lifetimeValue();
    ValueBand band = rules.band(customer.purchaseDays(), ltv);
    Thresholds thresholds = rules.thresholds();
    double threshold =
        switch (band) {
          case OUTLIER -> thresholds.fence();
          case HIGH -> thresholds.high();
          case MEDIUM, LOW, INACTIVE -> thresholds.medium();
        };
    Template template = band == ValueBand.LOW ? valueUpTo : valueAbove;
    template.append(out, numbers, decimals(ltv, threshold), ltv, threshold, 0, 0);
    out.append(bands[band.number()]);
    return out;
  }

  /** Appends whichever of the three limits of dormancy binds. */
  private void beyondDormant(Utf8Text out, CustomerActivity customer) {
    double tbp = customer.timeBetweenPurchases();
    long gapCount = customer.gapCount();
    double limit = rules.dormantLimitDays(tbp, gapCount);
    if (limit == rules.dormantRatio(gapCount) * tbp) {
      silence(out, silenceBeyond, customer, rules.dormantRatio(gapCount));
    } else if (limit == rules.atRiskLimitDays(tbp, gapCount)) {
      silence(out, silenceBeyond, customer, rules.atRiskRatio(gapCount));
    } else {
      Thresholds thresholds = rules.thresholds();
      silenceBeyondCap.append(
          out,
          numbers,
          decimals(customer.recencyDays(), limit),
          customer.recencyDays(),
          limit,
          100 * thresholds.dormantIntervalFraction(),
          thresholds.intervalDays());
    }
  }

  private void silence(Utf8Text out, Template template, CustomerActivity customer, double ratio) {
    int recencyDays = customer.recencyDays();
    double tbp = customer.timeBetweenPurchases();
    boolean longer = recencyDays > ratio * tbp;
    int decimals = DECIMALS;
    while (decimals < NumberStyle.MAX_DECIMALS
        && longer
            != (recencyDays
                > NumberStyle.rounded(ratio, decimals) * NumberStyle.rounded(tbp, decimals))) {
      decimals++;
    }
    template.append(out, numbers, decimals, recencyDays, ratio, tbp, 0);
  }

  private static int decimals(double left, double right) {
    int decimals = DECIMALS;
    while (decimals < NumberStyle.MAX_DECIMALS
        && left != right
        && NumberStyle.rounded(left, decimals) == NumberStyle.rounded(right, decimals)) {
      decimals++;
    }
    return decimals;
  }

  private Utf8Text put(Utf8Text out, Template template, double a, double b) {
    template.append(out, numbers, DECIMALS, a, b, 0, 0);
    return out;
  }

  private static Utf8Text next(Utf8Text out) {
    return out.append(SEMICOLON);
  }
}
