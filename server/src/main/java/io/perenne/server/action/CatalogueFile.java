// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.action;

import io.perenne.analytics.InputException;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.segment.ValueBand;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Action;
import io.perenne.engage.decision.Audience;
import io.perenne.engage.decision.Cap;
import io.perenne.engage.decision.Catalogue;
import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.ContactPolicy;
import io.perenne.engage.decision.QuietHours;
import io.perenne.engage.decision.SegmentAudience;
import io.perenne.engage.decision.Treatment;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a catalogue of actions from a YAML or JSON file, and refuses whatever it does not know. */
public final class CatalogueFile {
  /** The name of the file in a home by which journeys and servers act. */
  public static final String NAME = "actions.yaml";

  private static final double MOST_MONEY = 1e12;
  private static final int MOST_DAYS = 3650;
  private static final int MOST_TIMES = 1000;
  private static final int LONGEST_WINDOW = 365;
  private static final String ALL = "all";
  private static final Pattern CAP =
      Pattern.compile("(\\d{1,4}) (?:per|cada) (\\d{1,3}) (?:days?|d[ií]as?)");

  private CatalogueFile() {}

  /**
   * Reads a file.
   *
   * @throws InputException with everything that is wrong with it
   */
  public static Catalogue read(Path file) {
    return read(GivenKeys.read(file));
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name
   * @throws InputException with everything that is wrong with it
   */
  public static Catalogue read(String file, String text) {
    return read(GivenKeys.read(file, text));
  }

  private static Catalogue read(GivenKeys root) {
    root.only("margin", "learning", "policy", "actions");
    OptionalDouble margin = margin(root);
    Catalogue.Learning learning = learning(root.below("learning"));
    ContactPolicy policy = policy(root.below("policy"));
    List<Action> actions = new ArrayList<>();
    GivenKeys all = root.below("actions");
    for (String id : all.names()) {
      action(id, all.below(id)).ifPresent(actions::add);
    }
    if (all.names().isEmpty()) {
      root.wrong("actions.none", "actions");
    }
    root.finish();
    return new Catalogue(actions, policy, learning, margin);
  }

  private static OptionalDouble margin(GivenKeys keys) {
    return optional(keys.number("margin", 1e-6, 1));
  }

  private static OptionalDouble optional(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static Catalogue.Learning learning(GivenKeys keys) {
    keys.only("exploration", "holdout", "epoch");
    Catalogue.Learning usual = Catalogue.Learning.USUAL;
    return new Catalogue.Learning(
        keys.number("exploration", 0, 0.5).orElse(usual.exploration()),
        keys.number("holdout", 0, 0.5).orElse(usual.holdout()),
        keys.id("epoch", usual.epoch()));
  }

  private static ContactPolicy policy(GivenKeys keys) {
    keys.only("caps", "issues", "segments", "ignored", "quiet-hours");
    ContactPolicy usual = ContactPolicy.USUAL;
    GivenKeys given = keys.below("caps");
    Map<Channel, Cap> caps = new EnumMap<>(Channel.class);
    caps.putAll(usual.channels());
    caps.putAll(caps(given, true));
    Map<String, Cap> issues = new HashMap<>();
    GivenKeys byIssue = keys.below("issues");
    byIssue.names().forEach(issue -> cap(byIssue, issue).ifPresent(cap -> issues.put(issue, cap)));
    Map<Segment, Map<Channel, Cap>> segments = new EnumMap<>(Segment.class);
    GivenKeys bySegment = keys.below("segments");
    for (String name : bySegment.names()) {
      Optional<Segment> segment = segment(name);
      GivenKeys own = bySegment.below(name);
      if (segment.isEmpty()) {
        own.wrong("value.segment", name);
      }
      segment.ifPresent(known -> segments.put(known, caps(own, false)));
    }
    GivenKeys ignored = keys.below("ignored").only("times", "days");
    GivenKeys quiet = keys.below("quiet-hours").only("from", "until");
    if (quiet.has("from") != quiet.has("until")) {
      quiet.wrong("quiet.both", "");
    }
    return new ContactPolicy(
        caps,
        given.has(ALL) ? cap(given, ALL) : usual.all(),
        issues,
        segments,
        ignored.whole("times", 1, MOST_TIMES).orElse(usual.ignored()),
        ignored.whole("days", 0, MOST_DAYS).orElse(usual.ignoredDays()),
        new QuietHours(
            quiet.time("from").orElse(LocalTime.MIDNIGHT),
            quiet.time("until").orElse(LocalTime.MIDNIGHT)));
  }

  private static Map<Channel, Cap> caps(GivenKeys keys, boolean all) {
    List<String> names = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      names.add(channel.code());
    }
    if (all) {
      names.add(ALL);
    }
    keys.only(names.toArray(String[]::new));
    Map<Channel, Cap> caps = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      cap(keys, channel.code()).ifPresent(cap -> caps.put(channel, cap));
    }
    return caps;
  }

  private static Optional<Cap> cap(GivenKeys keys, String name) {
    return keys.found(name, "value.cap", CatalogueFile::cap);
  }

  private static Optional<Cap> cap(String text) {
    Matcher matcher = CAP.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int most = Integer.parseInt(matcher.group(1));
    int days = Integer.parseInt(matcher.group(2));
    return most <= MOST_TIMES && days >= 1 && days <= LONGEST_WINDOW
        ? Optional.of(new Cap(most, days))
        : Optional.empty();
  }

  private static Optional<Action> action(String id, GivenKeys keys) {
    keys.only(
        "name",
        "issue",
        "group",
        "service",
        "treatments",
        "discount",
        "margin",
        "window",
        "carry-over",
        "from",
        "until",
        "stock",
        "budget",
        "repeat-after",
        "audience",
        "assumed");
    if (!GivenKeys.isId(id)) {
      keys.wrong("value.id", id);
      return Optional.empty();
    }
    String issue = keys.requiredId("issue");
    String group = keys.id("group", issue);
    List<Treatment> treatments = treatments(keys);
    Action.Terms terms =
        new Action.Terms(
            keys.number("discount", 0, MOST_MONEY).orElse(0.0),
            margin(keys),
            keys.whole("window", 1, LONGEST_WINDOW).orElse(Action.WINDOW_DAYS),
            keys.number("carry-over", 0, 1).orElse(0.0));
    Optional<Action.Limits> limits = limits(keys);
    Optional<Action.Assumption> assumption = assumption(keys);
    Audience audience = audience(keys.below("audience").only("segments", "bands"));
    Map<Language, String> names = names(keys);
    boolean service = keys.flag("service");
    return treatments.isEmpty() || limits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Action(
                id,
                names,
                issue,
                group,
                service,
                treatments,
                terms,
                limits.get(),
                assumption,
                audience));
  }

  private static Map<Language, String> names(GivenKeys keys) {
    Map<Language, String> names = new EnumMap<>(Language.class);
    GivenKeys given = keys.below("name").only("es", "en");
    given.text("es").ifPresent(name -> names.put(Language.ES, name));
    given.text("en").ifPresent(name -> names.put(Language.EN, name));
    return names;
  }

  private static List<Treatment> treatments(GivenKeys keys) {
    GivenKeys all = keys.below("treatments");
    List<Treatment> treatments = new ArrayList<>();
    for (String touchpoint : all.names()) {
      GivenKeys own = all.below(touchpoint).only("channel", "cost");
      own.required("channel", "");
      Optional<Channel> channel = own.found("channel", "value.channel", Channel::find);
      double cost = own.number("cost", 0, MOST_MONEY).orElse(0.0);
      if (!GivenKeys.isId(touchpoint)) {
        own.wrong("value.id", touchpoint);
      } else {
        channel.ifPresent(each -> treatments.add(new Treatment(touchpoint, each, cost)));
      }
    }
    if (all.names().isEmpty()) {
      keys.wrong("treatments.none", "treatments");
    }
    return treatments;
  }

  private static Optional<Action.Limits> limits(GivenKeys keys) {
    Optional<LocalDate> from = keys.date("from");
    Optional<LocalDate> until = keys.date("until");
    Optional<Integer> stock = keys.whole("stock", 0, Integer.MAX_VALUE);
    OptionalDouble budget = optional(keys.number("budget", 0, MOST_MONEY));
    Optional<Integer> repeat = keys.whole("repeat-after", 0, MOST_DAYS);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      keys.wrong("days.order", from.get() + " > " + until.get());
      return Optional.empty();
    }
    return Optional.of(
        new Action.Limits(
            from,
            until,
            stock.map(OptionalLong::of).orElseGet(OptionalLong::empty),
            budget,
            repeat.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
  }

  private static Optional<Action.Assumption> assumption(GivenKeys keys) {
    if (!keys.has("assumed")) {
      return Optional.empty();
    }
    GivenKeys given = keys.below("assumed").only("uplift", "error");
    given.required("uplift", "");
    given.required("error", "");
    Optional<Double> uplift = given.number("uplift", -1, 1);
    Optional<Double> error = given.number("error", 1e-6, 1);
    return uplift.isPresent() && error.isPresent()
        ? Optional.of(new Action.Assumption(uplift.get(), error.get()))
        : Optional.empty();
  }

  private static Audience audience(GivenKeys keys) {
    Set<Segment> segments =
        new HashSet<>(keys.list("segments", "value.segment", CatalogueFile::segment));
    Set<ValueBand> bands = new HashSet<>(keys.list("bands", "value.band", CatalogueFile::band));
    return segments.isEmpty() && bands.isEmpty()
        ? Audience.EVERYBODY
        : new SegmentAudience(segments, bands);
  }

  /** Finds a segment by code or id; YAML makes a number of {@code 8}. */
  static Optional<Segment> segment(String text) {
    return Segment.find(text.matches("[1-9]") ? "0" + text : text);
  }

  /** Finds a band by code or id. */
  static Optional<ValueBand> band(String text) {
    for (ValueBand band : ValueBand.values()) {
      if (band.id().equals(text) || band.code().equals(text)) {
        return Optional.of(band);
      }
    }
    return Optional.empty();
  }
}
