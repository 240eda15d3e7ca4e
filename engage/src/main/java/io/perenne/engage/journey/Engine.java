// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import io.perenne.engage.audience.Moment;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.Instance.Phase;
import io.perenne.engage.journey.LogEntry.What;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves people through journeys. It knows nothing but what it is given, so the same always comes of
 * the same.
 *
 * @param zone whose days and hours count
 */
public record Engine(ZoneId zone) {
  private static final int ID_LENGTH = 32;
  private static final double TWO_TO_52 = 0x1p52;
  private static final int LOT_DIGITS = 13;

  /** What was handed over without an end is asked for as often as this. */
  static final Duration PATIENCE = Duration.ofDays(1);

  /**
   * Returns why a customer does not enter; empty if they do.
   *
   * @param last when the customer entered it last, by any version; empty for never
   * @param isIn whether the customer is in it now
   */
  public Optional<Reason> refusal(
      Journey journey, Customer customer, Instant now, Optional<Instant> last, boolean isIn) {
    Optional<Reason> barred = customer.barred();
    if (barred.isPresent()) {
      return barred;
    }
    if (!journey.entry().only().holds(customer, new Moment(now, zone))) {
      return Optional.of(Reason.CONDITION);
    }
    if (journey.reEntry() instanceof ReEntry.EveryEvent) {
      return Optional.empty();
    }
    if (isIn) {
      return Optional.of(Reason.ACTIVE);
    }
    boolean early =
        last.isPresent()
            && !(journey.reEntry() instanceof ReEntry.After after
                && !now.isBefore(after.span().after(last.get(), zone)));
    return early ? Optional.of(Reason.AGAIN) : Optional.empty();
  }

  /**
   * Lets somebody enter whom nothing keeps from it.
   *
   * @param key the fact by which
   * @param at when that was
   */
  public Move enter(Journey journey, String person, String key, Instant at) {
    String id = Journey.hash(String.join("\n", journey.id(), person, key)).substring(0, ID_LENGTH);
    boolean several = journey.reEntry() instanceof ReEntry.EveryEvent;
    Instance instance =
        new Instance(
            id,
            0,
            person,
            journey.id(),
            journey.version(),
            key,
            several ? key : "",
            at,
            0,
            Phase.READY,
            at,
            at,
            Optional.empty(),
            Map.of(),
            journey.goal().map(goal -> goal.within().after(at, zone)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Way way = new Way(journey, instance, at);
    way.log(What.ENTERED, Optional.empty(), key);
    return way.done();
  }

  /** Moves an instance on as far as it can go now: until it waits for something, or has left. */
  public Move move(Journey journey, Instance instance, Customer customer, Instant now) {
    Way way = new Way(journey, instance, now);
    Optional<Reason> barred = customer.barred();
    if (instance.isActive() && barred.isPresent()) {
      way.leave(barred.get(), "");
    }
    while (way.instance.isActive() && !way.instance.due().isAfter(now)) {
      if (!way.step(customer)) {
        break;
      }
    }
    return way.done();
  }

  /** Tells an instance what happened to its person. Nothing is done yet: the next move does. */
  public Move on(
      Journey journey, Instance instance, Signal signal, Customer customer, Instant now) {
    Way way = new Way(journey, instance, now);
    boolean since = !signal.at().isBefore(instance.entered());
    boolean own = instance.key().equals(signal.name() + ":" + signal.key());
    if (since && !own) {
      way.goal(signal);
    }
    if (!instance.isActive()) {
      return way.done();
    }
    Optional<Reason> barred = customer.barred();
    if (barred.isPresent()) {
      way.leave(barred.get(), "");
    } else if (signal.name().equals(Signal.ERASED)) {
      way.leave(Reason.ERASED, "");
    } else if (signal.name().equals(Signal.CONTROL)) {
      way.leave(Reason.CONTROL, "");
    } else if (signal.name().equals(Signal.CONSENT_CHANGED) && !way.isReachable(customer)) {
      way.leave(Reason.CONSENT, "");
    } else if (signal.name().equals(Signal.SEGMENT_CHANGED) && way.isOutside(customer)) {
      way.leave(Reason.SEGMENT_LEFT, customer.segment().map(each -> each.id()).orElse(""));
    } else if (since && !own && journey.leave().contains(signal.name())) {
      way.leave(Reason.EVENT, signal.name());
    } else if (since && !own) {
      way.hear(signal, customer);
    }
    return way.done();
  }

  /** Tells an instance what became of an order. Nothing is done yet: the next move does. */
  public Move outcome(
      Journey journey, Instance instance, String sendKey, Outcome outcome, Instant now) {
    Way way = new Way(journey, instance, now);
    way.settle(sendKey, outcome);
    return way.done();
  }

  /** Lets somebody leave. */
  public Move leave(Journey journey, Instance instance, Reason reason, Instant now) {
    Way way = new Way(journey, instance, now);
    if (instance.isActive()) {
      way.leave(reason, "");
    }
    return way.done();
  }

  /** Returns an instance to the beginning of its step, after its order was taken back. */
  Instance back(Instance instance) {
    return instance.at(instance.place(), Phase.READY, instance.since(), instance.since());
  }

  /** Asks again later what became of an order. */
  Instance later(Instance instance, Instant now) {
    return instance.handed(now.plus(PATIENCE), instance.expires());
  }

  /** Returns an instance for which no time passed while its journey was paused. */
  public Instance resumed(Journey journey, Instance instance, Instant paused, Instant now) {
    if (!instance.isActive() || instance.phase() == Phase.HANDED) {
      return instance;
    }
    Step.Act act = journey.steps().get(instance.place()).act();
    boolean runs =
        (act instanceof Step.Delay delay && delay.runsWhilePaused())
            || (act instanceof Step.Wait wait && wait.runsWhilePaused());
    Instant from = instance.since().isAfter(paused) ? instance.since() : paused;
    if (!from.isBefore(now) || (runs && instance.phase() != Phase.READY)) {
      return instance;
    }
    Duration stood = Duration.between(from, now);
    Instant due = instance.phase() == Phase.READY ? instance.due() : instance.due().plus(stood);
    return instance.at(instance.place(), instance.phase(), instance.since().plus(stood), due);
  }

  /** Returns a lot in [0, 1) that is the same for the same person at the same step. */
  static double lot(Journey journey, String person, int place) {
    String hash =
        Journey.hash(String.join("\n", "lot", journey.id(), journey.stepName(place), person));
    return Long.parseLong(hash.substring(0, LOT_DIGITS), 16) / TWO_TO_52;
  }

  /** An instance on its way. */
  private final class Way {
    private final Journey journey;
    private final Instant now;
    private Instance instance;
    private final List<LogEntry> log = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();

    Way(Journey journey, Instance instance, Instant now) {
      this.journey = journey;
      this.instance = instance;
      this.now = now;
    }

    Move done() {
      return new Move(instance, log, orders, withdrawn);
    }

    void log(What what, Optional<Reason> reason, String detail) {
      log.add(
          new LogEntry(
              instance.id(),
              instance.journey(),
              instance.version(),
              instance.person(),
              now,
              journey.stepName(instance.place()),
              what,
              reason,
              detail));
    }

    void leave(Reason reason, String detail) {
      if (instance.phase() == Phase.HANDED) {
        withdrawn.add(instance.sendKey());
      }
      log(What.LEFT, Optional.of(reason), detail);
      instance = instance.gone(now, reason);
    }

    void goal(Signal signal) {
      boolean reached =
          journey
                  .goal()
                  .filter(goal -> Signal.small(goal.metric()).equals(signal.name()))
                  .isPresent()
              && instance.goal().isEmpty()
              && instance.goalUntil().filter(until -> !signal.at().isAfter(until)).isPresent();
      if (reached) {
        instance = instance.reached(signal.at());
        log(What.GOAL, Optional.empty(), signal.name());
      }
    }

    /** Whether any message that may still come could reach the person. */
    boolean isReachable(Customer customer) {
      List<Step.Message> messages =
          journey.steps().stream()
              .map(Step::act)
              .filter(Step.Message.class::isInstance)
              .map(Step.Message.class::cast)
              .toList();
      return messages.isEmpty()
          || messages.stream()
              .anyMatch(each -> each.channels().stream().anyMatch(customer.consents()::contains));
    }

    boolean isOutside(Customer customer) {
      return journey.leave().contains(Signal.SEGMENT_LEFT)
          && !journey.entry().only().segments().isEmpty()
          && customer.segment().filter(journey.entry().only().segments()::contains).isEmpty();
    }

    void hear(Signal signal, Customer customer) {
      if (instance.phase() != Phase.WAIT
          || !(journey.steps().get(instance.place()).act() instanceof Step.Wait wait)) {
        return;
      }
      boolean inTime =
          !signal.at().isBefore(instance.since()) && signal.at().isBefore(instance.due());
      boolean happened =
          wait.event().isPresent()
              ? wait.event().get().equals(signal.name())
              : now.isBefore(instance.due())
                  && wait.condition().holds(customer, new Moment(now, zone));
      if (happened && (inTime || wait.event().isEmpty())) {
        log(What.HAPPENED, Optional.empty(), signal.name());
        go(wait.then(), wait.event().isPresent() ? signal.at() : now);
      }
    }

    void settle(String sendKey, Outcome outcome) {
      boolean current = instance.phase() == Phase.HANDED && instance.sendKey().equals(sendKey);
      Optional<Reason> reason =
          switch (outcome.kind()) {
            case DONE -> Optional.empty();
            case FAILED -> Optional.of(Reason.REFUSED);
            case EXPIRED, WITHDRAWN -> Optional.of(Reason.EXPIRED);
            case UNCERTAIN -> Optional.of(Reason.UNCERTAIN);
          };
      boolean done =
          outcome.kind() == Outcome.Kind.DONE || outcome.kind() == Outcome.Kind.UNCERTAIN;
      if (current || done) {
        log(done ? What.DONE : What.FAILED, reason, outcome.detail());
      }
      if (current && journey.steps().get(instance.place()).act() instanceof Step.Errand errand) {
        go(done ? Target.NEXT : errand.failed(), now);
      }
    }

    /** Goes to a step, which the next move begins. */
    private void go(Target target, Instant since) {
      int place = journey.place(target, instance.place());
      if (place >= journey.end()) {
        finish();
      } else {
        instance = instance.at(place, Phase.READY, since, since);
      }
    }

    /** What was handed over is not taken back: it was done. */
    private void finish() {
      log(What.LEFT, Optional.of(Reason.FINISHED), "");
      instance = instance.gone(now, Reason.FINISHED);
    }

    /** Does one step, or a part of it; false if that has to wait for somebody else. */
    boolean step(Customer customer) {
      Step.Act act = journey.steps().get(instance.place()).act();
      if (instance.phase() == Phase.HANDED) {
        return false;
      }
      if (act instanceof Step.Delay delay) {
        delay(delay, customer);
      } else if (act instanceof Step.Wait wait) {
        await(wait, customer);
      } else if (act instanceof Step.Errand errand) {
        hand(errand, customer);
      } else if (act instanceof Step.Split split) {
        Moment moment = new Moment(now, zone);
        went(
            split.branches().stream()
                .filter(branch -> branch.condition().holds(customer, moment))
                .findFirst()
                .map(Step.Branch::then)
                .orElse(split.otherwise()));
      } else if (act instanceof Step.Chance chance) {
        went(drawn(chance));
      } else if (act instanceof Step.Holdout holdout) {
        if (lot(journey, instance.person(), instance.place()) < holdout.share()) {
          log(What.HELD, Optional.empty(), holdout.held().name());
          go(holdout.held(), instance.since());
        } else {
          went(Target.NEXT);
        }
      } else if (act instanceof Step.Goto there) {
        jump(there);
      } else {
        finish();
      }
      return true;
    }

    private void went(Target target) {
      log(What.WENT, Optional.empty(), target.name());
      go(target, instance.since());
    }

    private Target drawn(Step.Chance chance) {
      int all = chance.shares().stream().mapToInt(Step.Share::weight).sum();
      double drawn = lot(journey, instance.person(), instance.place()) * all;
      for (Step.Share share : chance.shares()) {
        drawn -= share.weight();
        if (drawn < 0) {
          return share.then();
        }
      }
      return chance.shares().get(chance.shares().size() - 1).then();
    }

    private void jump(Step.Goto there) {
      int gone = instance.rounds().getOrDefault(instance.place(), 0);
      if (there.most().isPresent() && gone >= there.most().getAsInt()) {
        went(Target.NEXT);
        return;
      }
      Map<Integer, Integer> rounds = new HashMap<>(instance.rounds());
      rounds.put(instance.place(), gone + 1);
      instance = instance.withRounds(rounds);
      went(there.to());
    }

    private void delay(Step.Delay delay, Customer customer) {
      if (instance.phase() == Phase.DELAY) {
        go(Target.NEXT, instance.due());
        return;
      }
      Instant end = Delays.end(delay, customer, instance.since(), zone);
      log(What.DELAYED, Optional.empty(), end.toString());
      instance = instance.at(instance.place(), Phase.DELAY, instance.since(), end);
    }

    private void await(Step.Wait wait, Customer customer) {
      boolean holds =
          wait.event().isEmpty() && wait.condition().holds(customer, new Moment(now, zone));
      if (holds) {
        log(What.HAPPENED, Optional.empty(), "");
        go(wait.then(), now);
      } else if (instance.phase() == Phase.WAIT) {
        log(What.TIMED_OUT, Optional.empty(), "");
        go(wait.otherwise(), instance.due());
      } else {
        Instant end = wait.most().after(instance.since(), zone);
        log(What.WAITS, Optional.empty(), wait.event().orElse("if") + " " + end);
        instance = instance.at(instance.place(), Phase.WAIT, instance.since(), end);
      }
    }

    private void hand(Step.Errand errand, Customer customer) {
      Optional<Instant> expires = errand.expires().map(span -> span.after(instance.since(), zone));
      List<Channel> channels = channels(errand, customer);
      boolean addressed = errand instanceof Step.Message || errand instanceof Step.Task;
      Optional<Reason> refused =
          expires.filter(end -> !now.isBefore(end)).isPresent()
              ? Optional.of(Reason.EXPIRED)
              : addressed && customer.openCase()
                  ? Optional.of(Reason.OPEN_CASE)
                  : addressed && channels.isEmpty()
                      ? Optional.of(Reason.NO_CHANNEL)
                      : Optional.empty();
      if (refused.isPresent()) {
        log(What.FAILED, refused, "");
        go(errand.failed(), instance.since());
        return;
      }
      Instant due = expires.orElse(now.plus(PATIENCE));
      String key = instance.sendKey();
      log(What.HANDED, Optional.empty(), key);
      orders.add(
          new Order(
              key,
              instance.person(),
              instance.journey(),
              instance.version(),
              journey.stepName(instance.place()),
              errand,
              channels,
              now,
              expires));
      instance = instance.handed(due, expires);
    }

    private List<Channel> channels(Step.Errand errand, Customer customer) {
      if (errand instanceof Step.Message message) {
        return message.channels().stream().filter(customer.consents()::contains).toList();
      }
      return errand instanceof Step.Task task && customer.consents().contains(task.list())
          ? List.of(task.list())
          : List.of();
    }
  }
}
