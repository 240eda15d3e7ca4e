// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.clv.words.Message;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.journey.Condition;
import io.perenne.engage.journey.Span;
import io.perenne.engage.journey.Step;
import io.perenne.engage.journey.Target;
import io.perenne.server.action.GivenKeys;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a step of a journey. */
final class StepKeys {
  private static final List<String> ACTS =
      List.of(
          "message", "delay", "wait", "split", "holdout", "update", "webhook", "task", "goto",
          "end");
  private static final String STEP = "step";
  private static final int MOST_ROUNDS = 100;
  private static final int MOST_HOURS = 10_000;
  private static final int MOST_WEIGHT = 1_000_000;
  private static final double MOST_POINTS = 1e9;
  private static final int WEEK = 7;

  private final String name;
  private final GivenKeys keys;

  private StepKeys(GivenKeys step, String name, String act) {

    this.name = name;
    keys = step.below(act);
  }

  static Optional<Step> read(GivenKeys step) {
    List<String> acts = ACTS.stream().filter(step.names()::contains).toList();
    List<String> all = new ArrayList<>(ACTS);
    all.add(STEP);
    step.only(all.toArray(String[]::new));
    if (acts.size() != 1) {
      step.wrong(Words.message("step.acts", String.join(", ", ACTS)), String.join(", ", acts));
      return Optional.empty();
    }
    String name = step.id(STEP, "");
    if (Target.of(name).equals(Target.NEXT) || Target.of(name).equals(Target.END)) {
      step.wrongAt(STEP, Words.message("step.name"), name);
    }
    return new StepKeys(step, name, acts.get(0)).act(acts.get(0)).map(act -> new Step(name, act));
  }

  private Optional<Step.Act> act(String act) {
    return switch (act) {
      case "message" -> message();
      case "delay" -> delay();
      case "wait" -> await();
      case "split" -> split();
      case "holdout" -> holdout();
      case "update" -> update();
      case "webhook" -> webhook();
      case "task" -> task();
      case "goto" -> there();
      default -> {
        keys.only();
        yield Optional.of(new Step.End());
      }
    };
  }

  private Optional<Span> span(GivenKeys from, String key) {
    return from.found(key, Words.message("value.span"), Spans::of);
  }

  private Target target(GivenKeys from, String key, Target otherwise) {
    return from.has(key) ? Target.of(from.id(key, otherwise.name())) : otherwise;
  }

  private Target failed() {
    return target(keys, "failed", Target.NEXT);
  }

  private Optional<Step.Act> message() {
    keys.only("action", "channels", "content", "expires-after", "failed");
    String action = keys.requiredId("action");
    List<Channel> channels =
        keys.has("channels") ? channels(keys, "channels") : List.of(Channel.EMAIL);
    if (channels.contains(Channel.CALL) || channels.contains(Channel.STORE)) {
      keys.wrongAt("channels", Words.message("message.channel"), "");
    }
    String content = keys.id("content", name.isEmpty() ? action : name);
    return channels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Step.Message(action, channels, content, span(keys, "expires-after"), failed()));
  }

  private static List<Channel> channels(GivenKeys from, String key) {
    Message wrong = Words.message("value.channel");
    return from.list(key, wrong, Channel::find).stream().distinct().toList();
  }

  private Optional<Step.Act> task() {
    keys.only("list", "action", "content", "expires-after", "failed");
    String action = keys.requiredId("action");
    keys.required("list", "");
    Optional<Channel> list =
        keys.found(
            "list",
            Words.message("value.list"),
            text ->
                Channel.find(text).filter(each -> each == Channel.CALL || each == Channel.STORE));
    String content = keys.id("content", name.isEmpty() ? action : name);
    return list.map(
        each -> new Step.Task(each, action, content, span(keys, "expires-after"), failed()));
  }

  private Optional<Step.Act> webhook() {
    keys.only("to", "expires-after", "failed");
    return Optional.of(
        new Step.Webhook(keys.requiredId("to"), span(keys, "expires-after"), failed()));
  }

  private Optional<Step.Act> update() {
    keys.only("trait", "value", "points", "expires-after", "failed");
    if (keys.has("points") == keys.has("trait") || keys.has("trait") != keys.has("value")) {
      keys.wrong(Words.message("update.one"), "");
      return Optional.empty();
    }
    if (keys.has("points")) {
      String points =
          keys.number("points", -MOST_POINTS, MOST_POINTS)
              .map(number -> BigDecimal.valueOf(number).stripTrailingZeros())
              .map(BigDecimal::toPlainString)
              .orElse("0");
      return Optional.of(new Step.Update("", points, span(keys, "expires-after"), failed()));
    }
    return Optional.of(
        new Step.Update(
            keys.id("trait", "missing"),
            keys.text("value").orElse(""),
            span(keys, "expires-after"),
            failed()));
  }

  private Optional<Step.Act> delay() {
    keys.only(
        "weeks", "days", "hours", "minutes", "share-of-rhythm", "at-most", "at", "on", "paused");
    int days =
        WEEK * keys.whole("weeks", 0, 500).orElse(0)
            + keys.whole("days", 0, Span.MOST_DAYS).orElse(0);
    Duration time =
        Duration.ofHours(keys.whole("hours", 0, MOST_HOURS).orElse(0))
            .plusMinutes(keys.whole("minutes", 0, MOST_HOURS).orElse(0));
    Optional<Double> rhythm = keys.number("share-of-rhythm", 0.01, 100);
    if (rhythm.isPresent() != keys.has("at-most")
        || (rhythm.isPresent() && (days > 0 || !time.isZero()))) {
      keys.wrong(Words.message("delay.rhythm"), "");
    }
    Set<DayOfWeek> on = new HashSet<>(keys.list("on", EntryKeys.DAY, EntryKeys::weekday));
    if (keys.names().stream().allMatch(key -> key.equals("paused"))) {
      keys.wrong(Words.message("delay.none"), "");
    }
    Span span = rhythm.isPresent() ? span(keys, "at-most").orElse(Span.NONE) : fits(days, time);
    return Optional.of(new Step.Delay(span, rhythm, keys.time("at"), on, runsWhilePaused()));
  }

  private Span fits(int days, Duration time) {
    if (days > Span.MOST_DAYS) {
      keys.wrong(Words.message("delay.long", Span.MOST_DAYS), Integer.toString(days));
      return Span.NONE;
    }
    return new Span(days, time);
  }

  private boolean runsWhilePaused() {
    return keys.found(
            "paused",
            Words.message("value.paused"),
            text ->
                switch (text) {
                  case "runs" -> Optional.of(true);
                  case "stands" -> Optional.of(false);
                  default -> Optional.<Boolean>empty();
                })
        .orElse(false);
  }

  private Optional<Step.Act> await() {
    keys.only("for", "if", "at-most", "then", "else", "paused");
    keys.required("at-most", "");
    if (keys.has("for") == keys.has("if")) {
      keys.wrong(Words.message("wait.one"), "");
    }
    Optional<String> event = keys.found("for", Words.message("value.event"), EntryKeys::event);
    Condition condition = keys.has("if") ? ConditionKeys.read(keys.below("if")) : Condition.ANYBODY;
    return Optional.of(
        new Step.Wait(
            event,
            condition,
            span(keys, "at-most").orElse(Span.NONE),
            target(keys, "then", Target.NEXT),
            target(keys, "else", Target.NEXT),
            runsWhilePaused()));
  }

  private Optional<Step.Act> split() {
    keys.only("if", "then", "branches", "random", "else");
    boolean one = keys.has("if");
    if ((one ? 1 : 0) + (keys.has("branches") ? 1 : 0) + (keys.has("random") ? 1 : 0) != 1) {
      keys.wrong(Words.message("split.one"), "");
      return Optional.empty();
    }
    if (keys.has("random")) {
      return chance(keys.below("random"));
    }
    List<Step.Branch> branches = new ArrayList<>();
    for (GivenKeys each : one ? List.of(keys) : keys.groups("branches")) {
      if (!one) {
        each.only("if", "then");
      }
      if (each.has("if")) {
        branches.add(
            new Step.Branch(
                ConditionKeys.read(each.below("if")), target(each, "then", Target.NEXT)));
      } else {
        each.required("if", "");
      }
    }
    return Optional.of(new Step.Split(branches, target(keys, "else", Target.NEXT)));
  }

  private Optional<Step.Act> chance(GivenKeys random) {
    List<Step.Share> shares = new ArrayList<>();
    for (String to : random.names()) {
      random
          .whole(to, 1, MOST_WEIGHT)
          .ifPresent(weight -> shares.add(new Step.Share(weight, Target.of(to))));
    }
    if (shares.isEmpty()) {
      random.wrong(Words.message("split.shares"), "");
      return Optional.empty();
    }
    return Optional.of(new Step.Chance(shares));
  }

  private Optional<Step.Act> holdout() {
    keys.only("share", "held");
    keys.required("share", "");
    return keys.number("share", 0.001, 0.999)
        .map(share -> new Step.Holdout(share, target(keys, "held", Target.END)));
  }

  private Optional<Step.Act> there() {
    keys.only("step", "at-most");
    String to = keys.requiredId("step");
    Optional<Integer> most = keys.whole("at-most", 1, MOST_ROUNDS);
    return Optional.of(
        new Step.Goto(Target.of(to), most.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }
}
