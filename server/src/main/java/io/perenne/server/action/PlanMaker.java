// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.clv.segment.Segment;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.BudgetPlan;
import io.perenne.engage.decision.BudgetPlanner;
import io.perenne.engage.decision.Candidate;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Decider;
import io.perenne.engage.decision.ExpectedValue;
import io.perenne.engage.decision.Gate;
import io.perenne.engage.decision.Gates;
import io.perenne.engage.decision.PlanLimits;
import io.perenne.engage.decision.Situation;
import io.perenne.engage.decision.Uplift;
import io.perenne.engage.decision.Uplifts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Plans whom of a run to contact. Customers are gone through twice: to find the plan, and to write
 * it; what is known of them is not kept.
 */
public final class PlanMaker {
  private static final int SEGMENTS = Segment.values().length + 1;

  private final RunPeople people;
  private final PlanRequest request;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Uplifts uplifts;
  private final Gates gates;
  private final Decider decider;
  private final Map<Candidate, Map<Gate, Long>> shut = new LinkedHashMap<>();
  private final Sums[][] sums;

  private PlanMaker(RunPeople people, String run, PlanRequest request) {
    this.people = people;
    this.request = request;
    Catalogue catalogue = request.catalogue();
    for (Action action : catalogue.actions()) {
      action.treatments().forEach(each -> candidates.add(new Candidate(action, each)));
    }
    uplifts = Uplifts.of(catalogue.actions(), request.outcomes());
    // what is planned now is sent later, and waits for the morning then
    gates = new Gates(catalogue.policy().atAnyHour(), Map.of(), people.model().zone());
    decider = new Decider(catalogue, uplifts, gates, run, request.seed());
    sums = new Sums[candidates.size()][SEGMENTS];
  }

  /**
   * Makes a plan.
   *
   * @param taker is given everybody in the plan, in the order of ids
   */
  public static PlanResult plan(
      RunPeople people, String run, PlanRequest request, Consumer<PlannedContact> taker) {
    return new PlanMaker(people, run, request).plan(taker);
  }

  /** What is added up of an action in a segment. */
  private static final class Sums {
    private long people;
    private double probability;
    private double value;
    private double gain;
    private double cost;
    private long planned;
    private long held;
    private double plannedGain;
  }

  private Sums sums(int candidate, Optional<Segment> segment) {
    int at = segment.map(Segment::number).orElse(0);
    Sums known = sums[candidate][at];
    if (known == null) {
      known = new Sums();
      sums[candidate][at] = known;
    }
    return known;
  }

  private PlanResult plan(Consumer<PlannedContact> taker) {
    BudgetPlanner planner = BudgetPlanner.within(limits());
    people.each(person -> offer(planner, person));
    BudgetPlan plan = planner.solve();
    Written written = new Written(plan, taker);
    people.each(written::write);
    double variance = 0;
    Map<String, Double> byAction = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      for (int s = 0; s < SEGMENTS; s++) {
        Sums each = sums[i][s];
        if (each != null && each.plannedGain != 0) {
          String action = candidates.get(i).action().id();
          Uplift uplift = uplifts.of(action, segment(s));
          variance += each.plannedGain * each.plannedGain * uplift.own();
          byAction.merge(
              action, each.plannedGain * uplift.load() * Math.sqrt(uplift.shared()), Double::sum);
        }
      }
    }
    for (double shared : byAction.values()) {
      variance += shared * shared;
    }
    return new PlanResult(
        plan,
        written.shown,
        written.held,
        written.value,
        Math.sqrt(variance),
        written.cost,
        prices(),
        shut);
  }

  private PlanLimits limits() {
    Map<String, Long> stock = new LinkedHashMap<>();
    Map<String, Double> budgets = new LinkedHashMap<>();
    for (Action action : request.catalogue().actions()) {
      action.limits().stock().ifPresent(most -> stock.put(action.id(), most));
      action.limits().budget().ifPresent(most -> budgets.put(action.id(), most));
    }
    PlanLimits given = request.limits();
    return new PlanLimits(given.money(), given.contacts(), given.least(), stock, budgets);
  }

  private static Optional<Segment> segment(int number) {
    return number == 0 ? Optional.empty() : Optional.of(Segment.of(number));
  }

  private void offer(BudgetPlanner planner, Situation person) {
    planner.person(person.segment());
    SplittableRandom random = new SplittableRandom(request.seed() * 31 + hash(person.person()));
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      double lot = request.sampled() ? random.nextGaussian() : 0;
      Optional<Gate> gate = gates.shut(person, candidate);
      if (gate.isPresent()) {
        shut.computeIfAbsent(candidate, any -> new EnumMap<>(Gate.class))
            .merge(gate.get(), 1L, Long::sum);
        continue;
      }
      ExpectedValue value = ExpectedValue.of(person.prospects().orElseThrow(), candidate);
      Uplift uplift = uplifts.of(candidate.action().id(), person.segment());
      double cost = cost(candidate, value, uplift);
      planner.option(
          i,
          candidate.treatment().channel(),
          candidate.action().id(),
          value.at(uplift.mean() + lot * uplift.error()),
          cost);
      Sums each = sums(i, person.segment());
      each.people++;
      each.probability += value.probability();
      each.value += value.at(uplift.mean());
      each.gain += value.gain();
      each.cost += cost;
    }
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Returns the expected cost: the contact, and the discount of whoever buys. */
  static double cost(Candidate candidate, ExpectedValue value, Uplift uplift) {
    double buys = Math.max(0, Math.min(1, value.probability() + uplift.mean()));
    return candidate.treatment().cost() + buys * candidate.action().terms().discount();
  }

  /** Goes through the customers again, in the same order. */
  private final class Written {
    private final BudgetPlan plan;
    private final Consumer<PlannedContact> taker;
    private int at;
    private long shown;
    private long held;
    private double value;
    private double cost;

    Written(BudgetPlan plan, Consumer<PlannedContact> taker) {
      this.plan = plan;
      this.taker = taker;
    }

    void write(Situation person) {
      int choice = plan.choice(at++);
      if (choice < 0) {
        return;
      }
      Candidate candidate = candidates.get(choice);
      ExpectedValue worth = ExpectedValue.of(person.prospects().orElseThrow(), candidate);
      PlannedContact contact =
          new PlannedContact(
              person.person(),
              person.segment(),
              candidate,
              worth,
              uplifts.of(candidate.action().id(), person.segment()),
              decider.holdsBack(candidate.action(), person.person()));
      Sums each = sums(choice, person.segment());
      each.planned++;
      if (contact.held()) {
        held++;
        each.held++;
      } else {
        shown++;
        value += contact.mean();
        cost += contact.cost();
        each.plannedGain += worth.gain();
      }
      taker.accept(contact);
    }
  }

  private List<PriceLine> prices() {
    List<PriceLine> lines = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      for (int s = 0; s < SEGMENTS; s++) {
        Sums each = sums[i][s];
        if (each != null && each.people > 0) {
          Uplift uplift = uplifts.of(candidates.get(i).action().id(), segment(s));
          lines.add(
              new PriceLine(
                  candidates.get(i),
                  segment(s),
                  each.people,
                  each.probability / each.people,
                  uplift,
                  each.value / each.people,
                  Math.abs(each.gain / each.people) * uplift.error(),
                  each.cost / each.people,
                  each.planned,
                  each.held));
        }
      }
    }
    return lines;
  }
}
