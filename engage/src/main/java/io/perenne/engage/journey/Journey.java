// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A journey: who enters it, what happens to them, and what makes them leave. It is data.
 *
 * @param id the name in files and requests
 * @param names for people, by language; the id stands in for a missing one
 * @param about one sentence for people, by language
 * @param segment the segment that it belongs to, for people
 * @param goal what it is for
 * @param entry by what people enter
 * @param reEntry whether they may again
 * @param leave names of signals at which they leave: events, {@value Signal#PURCHASE}, {@value
 *     Signal#SEGMENT_LEFT}
 * @param steps at least one
 */
public record Journey(
    String id,
    Map<Language, String> names,
    Map<Language, String> about,
    Optional<Segment> segment,
    Optional<Goal> goal,
    Entry entry,
    ReEntry reEntry,
    Set<String> leave,
    List<Step> steps)
    implements Labelled {
  private static final int VERSION_LENGTH = 12;

  /** So many steps at most. */
  public static final int MOST_STEPS = 200;

  /** Copies and checks. */
  public Journey {
    names = Map.copyOf(names);
    about = Map.copyOf(about);
    leave = Set.copyOf(leave.stream().map(Signal::small).toList());
    steps = List.copyOf(steps);
    List<Fault> faults = Fault.of(steps);
    if (steps.isEmpty() || !faults.isEmpty()) {
      throw new IllegalArgumentException(id + ": " + faults);
    }
  }

  /** Returns the place of the step after the last: who is there has left. */
  public int end() {
    return steps.size();
  }

  /**
   * Returns the place where a target lies.
   *
   * @param from the place of the step that goes there
   */
  public int place(Target target, int from) {
    if (target.equals(Target.NEXT)) {
      return from + 1;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (target.isNamed() && steps.get(i).name().equals(target.name())) {
        return i;
      }
    }
    return end();
  }

  /** Returns the name of a step for logs: its own, else its number, from 1. */
  public String stepName(int place) {
    if (place >= end()) {
      return Target.END.name();
    }
    String name = steps.get(place).name();
    return name.isEmpty() ? Integer.toString(place + 1) : name;
  }

  /**
   * Returns the version: the first 12 hexadecimal digits of the SHA-256 of all that decides. Names
   * for people do not change it.
   */
  public String version() {
    return hash(canonical()).substring(0, VERSION_LENGTH);
  }

  private String canonical() {
    List<String> lines = new ArrayList<>();
    lines.add(id);
    lines.add(goal.toString());
    lines.add(entry.toString());
    lines.add(reEntry.toString());
    lines.add(new TreeSet<>(leave).toString());
    steps.forEach(step -> lines.add(step.toString()));
    return String.join("\n", lines);
  }

  static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  @Override
  public String label(Language language) {
    return names.getOrDefault(language, id);
  }
}
