// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.journey;

import io.perenne.analytics.InputException;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Language;
import io.perenne.engage.journey.Entry;
import io.perenne.engage.journey.Fault;
import io.perenne.engage.journey.Goal;
import io.perenne.engage.journey.Journey;
import io.perenne.engage.journey.ReEntry;
import io.perenne.engage.journey.Signal;
import io.perenne.engage.journey.Span;
import io.perenne.engage.journey.Step;
import io.perenne.server.action.GivenKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a journey from a YAML or JSON file, and refuses whatever it does not know. */
public final class JourneyFile {
  /** How the names of files end. */
  public static final String ENDING = ".yaml";

  private JourneyFile() {}

  /**
   * Reads a file.
   *
   * @throws InputException with everything that is wrong with it
   */
  public static Journey read(Path file) {
    return read(GivenKeys.read(file), file.getFileName().toString());
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name
   * @throws InputException with everything that is wrong with it
   */
  public static Journey read(String file, String text) {
    return read(GivenKeys.read(file, text), file);
  }

  private static Journey read(GivenKeys root, String file) {
    root.only("id", "name", "about", "segment", "goal", "enter", "re-enter", "leave", "steps");
    String id = root.requiredId("id");
    if (!file.equals(id + ENDING)) {
      root.wrongAt("id", Words.message("id.file", id + ENDING), id);
    }
    Map<Language, String> names = texts(root, "name");
    if (names.size() < Language.values().length) {
      root.wrongAt("name", Words.message("name.both"), "");
    }
    Map<Language, String> about = texts(root, "about");
    List<Segment> segments = root.segments("segment");
    Optional<Goal> goal = goal(root);
    Optional<Entry> entry = EntryKeys.read(root);
    ReEntry again = EntryKeys.again(root);
    if (again instanceof ReEntry.EveryEvent
        && entry.filter(each -> !(each.trigger() instanceof Entry.Happening)).isPresent()) {
      root.wrongAt("re-enter", Words.message("re-enter.event"), "every-event");
    }
    Set<String> leave =
        root.has("leave") || root.tree("leave").isPresent()
            ? new HashSet<>(root.list("leave", Words.message("value.event"), EntryKeys::event))
            : Set.of(Signal.PURCHASE, Signal.SEGMENT_LEFT);
    List<Step> steps = steps(root);
    root.finish();
    return new Journey(
        id,
        names,
        about,
        segments.stream().findFirst(),
        goal,
        entry.orElseThrow(),
        again,
        leave,
        steps);
  }

  private static Map<Language, String> texts(GivenKeys root, String key) {
    GivenKeys given = root.below(key).only("es", "en");
    Map<Language, String> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      given
          .text(language.name().toLowerCase(Locale.ROOT))
          .filter(text -> !text.isBlank())
          .ifPresent(text -> texts.put(language, text.strip()));
    }
    return texts;
  }

  private static Optional<Goal> goal(GivenKeys root) {
    if (!root.has("goal")) {
      return Optional.empty();
    }
    GivenKeys keys = root.below("goal").only("metric", "within");
    keys.required("metric", "");
    keys.required("within", "");
    Optional<String> metric = keys.found("metric", Words.message("value.event"), EntryKeys::event);
    Optional<Span> within = keys.found("within", Words.message("value.span"), Spans::of);
    return metric.isPresent() && within.isPresent()
        ? Optional.of(new Goal(metric.get(), within.get()))
        : Optional.empty();
  }

  private static List<Step> steps(GivenKeys root) {
    List<GivenKeys> given = root.groups("steps");
    if (given.isEmpty() || given.size() > Journey.MOST_STEPS) {
      root.wrongAt("steps", Words.message("steps.number", Journey.MOST_STEPS), "");
    }
    List<Step> steps = new ArrayList<>();
    for (GivenKeys each : given) {
      StepKeys.read(each).ifPresent(steps::add);
    }
    if (steps.size() == given.size()) {
      List<String> names =
          steps.stream().map(Step::name).filter(name -> !name.isEmpty()).distinct().toList();
      for (Fault fault : Fault.of(steps)) {
        GivenKeys step = given.get(fault.place());
        switch (fault.kind()) {
          case TWICE -> step.wrong(Words.message("step.twice"), fault.name());
          case BACK -> step.wrong(Words.message("step.back"), fault.name());
          case NOWHERE ->
              step.wrongOf(
                  steps.get(fault.place()).act().code(),
                  Words.message("step.nowhere"),
                  fault.name(),
                  names);
        }
      }
    }
    return steps;
  }
}
