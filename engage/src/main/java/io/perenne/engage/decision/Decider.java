// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.perenne.clv.control.Arm;
import io.perenne.clv.control.ControlGroup;
import io.perenne.clv.control.ControlShare;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides by Thompson sampling on the expected value: uplifts are drawn from what is known of them,
 * and what is worth most at the drawn uplifts is taken, which explores as much as is unknown. Safe
 * for use by many threads.
 *
 * <p>There are 200 draws, and one of them is taken by chance. So the probability with which an
 * action is chosen is just its share of the draws, \(f_a\), and with a floor of exploration
 * \(\varepsilon\) among \(K\) answers, nothing among them,
 *
 * <p>\[ P(a) = (1 - \varepsilon) f_a + \varepsilon / K \]
 *
 * <p>which is exact given the draws: the propensity that is stored is not an estimate.
 *
 * <p>The same person in the same state has the same answer: chance comes from the seed, the version
 * of the catalogue, the person, the touchpoint and the number of contacts so far.
 */
public final class Decider {
  /** So many uplifts are drawn of each candidate. */
  public static final int DRAWS = 200;

  private static final double BILLION = 1e9;

  private final Catalogue catalogue;
  private final String version;
  private final Uplifts uplifts;
  private final Gates gates;
  private final String run;
  private final long seed;
  private final ControlGroup holdout;

  /**
   * Makes decisions.
   *
   * @param catalogue what can be done
   * @param uplifts what is known of the effects
   * @param gates what keeps actions from people
   * @param run the run whose models value people
   * @param seed what chance is drawn from
   */
  public Decider(Catalogue catalogue, Uplifts uplifts, Gates gates, String run, long seed) {
    this.catalogue = catalogue;
    version = catalogue.version();
    this.uplifts = uplifts;
    this.gates = gates;
    this.run = run;
    this.seed = seed;
    Catalogue.Learning learning = catalogue.learning();
    holdout =
        ControlGroup.of(
            "action-holdout:" + learning.epoch(),
            new ControlShare(Math.round(learning.holdout() * BILLION)));
  }

  /** Returns whether a person is held back from an action, if it is chosen. */
  public boolean holdsBack(Action action, String person) {
    return !action.service()
        && holdout.byHash(holdout.newHash().of64(action.id() + "\n" + person)) == Arm.CONTROL;
  }

  /**
   * Returns what to do for a person.
   *
   * @param touchpoint where it would be shown
   */
  public Decision decide(Situation person, String touchpoint) {
    List<Decision.Excluded> excluded = new ArrayList<>();
    List<Candidate> open = new ArrayList<>();
    for (Action action : catalogue.actions()) {
      Optional<Candidate> candidate = action.at(touchpoint).map(t -> new Candidate(action, t));
      if (candidate.isPresent()) {
        Optional<Gate> shut = gates.shut(person, candidate.get());
        shut.ifPresent(gate -> excluded.add(new Decision.Excluded(candidate.get(), gate)));
        if (shut.isEmpty()) {
          open.add(candidate.get());
        }
      }
    }
    return choose(person, touchpoint, open, excluded);
  }

  private Decision choose(
      Situation person, String touchpoint, List<Candidate> open, List<Decision.Excluded> excluded) {
    int count = open.size();
    List<ExpectedValue> values = new ArrayList<>();
    List<Uplift> known = new ArrayList<>();
    for (Candidate each : open) {
      values.add(ExpectedValue.of(person.prospects().orElseThrow(), each));
      known.add(uplifts.of(each.action().id(), person.segment()));
    }
    SplittableRandom random = new SplittableRandom(seedOf(person, touchpoint));
    int taken = random.nextInt(DRAWS);
    double lot = random.nextDouble();
    int other = random.nextInt(count + 1);
    Draws draws = Draws.of(values, known, taken, random);
    double floor = catalogue.learning().exploration();
    boolean explored = lot < floor;
    int choice = explored ? other : draws.best(); // the last one is to do nothing
    List<Decision.Scored> scored = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scored.add(
          new Decision.Scored(
              open.get(i),
              values.get(i),
              known.get(i),
              values.get(i).at(known.get(i).mean()),
              values.get(i).error(known.get(i).error()),
              draws.value(i),
              propensity(draws.wins(i), count)));
    }
    Optional<Candidate> chosen = choice == count ? Optional.empty() : Optional.of(open.get(choice));
    return new Decision(
        person.person(),
        person.at(),
        touchpoint,
        outcome(chosen, person.person()),
        chosen,
        scored,
        excluded,
        propensity(draws.wins(choice), count),
        explored,
        seed,
        run,
        version);
  }

  private double propensity(int wins, int candidates) {
    double floor = catalogue.learning().exploration();
    return (1 - floor) * wins / DRAWS + floor / (candidates + 1);
  }

  private Decision.Outcome outcome(Optional<Candidate> chosen, String person) {
    return chosen
        .map(
            each ->
                holdsBack(each.action(), person)
                    ? Decision.Outcome.HELD_BACK
                    : Decision.Outcome.SHOWN)
        .orElse(Decision.Outcome.NOTHING);
  }

  private long seedOf(Situation person, String touchpoint) {
    String state =
        String.join(
            "\n",
            Long.toString(seed),
            version,
            touchpoint,
            Integer.toString(person.contacts().size()),
            person.person());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(state.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /** Who was worth most in each of the draws. The place after the last candidate is nothing. */
  private static final class Draws {
    private final int[] wins;
    private final double[] taken;
    private int best;

    private Draws(int candidates) {
      wins = new int[candidates + 1];
      taken = new double[candidates];
      best = candidates;
    }

    static Draws of(
        List<ExpectedValue> values, List<Uplift> known, int taken, SplittableRandom random) {
      int count = values.size();
      Draws draws = new Draws(count);
      for (int draw = 0; draw < DRAWS; draw++) {
        int best = count;
        double most = 0; // doing nothing wins ties
        for (int i = 0; i < count; i++) {
          double uplift = known.get(i).mean() + known.get(i).error() * random.nextGaussian();
          double value = values.get(i).at(uplift);
          if (draw == taken) {
            draws.taken[i] = value;
          }
          if (value > most) {
            most = value;
            best = i;
          }
        }
        draws.wins[best]++;
        if (draw == taken) {
          draws.best = best;
        }
      }
      return draws;
    }

    int best() {
      return best;
    }

    int wins(int candidate) {
      return wins[candidate];
    }

    double value(int candidate) {
      return taken[candidate];
    }
  }
}
