// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;
import java.util.ArrayList;
import java.util.List;

/**
 * A recommended series of messages for the customers of one segment. Each segment has three.
 *
 * <p>Nobody of the control group enters one, and nobody gets an e-mail without having agreed to it.
 */
public final class Journey implements Labelled {
  private static final int PER_SEGMENT = 3;
  private static final List<Journey> ALL = all();

  private final Segment segment;
  private final int place;
  private final List<Channel> channels;

  private Journey(Segment segment, int place, Channel... others) {
    List<Channel> all = new ArrayList<>(List.of(Channel.EMAIL));
    all.addAll(List.of(others));
    this.segment = segment;
    this.place = place;
    this.channels = List.copyOf(all);
  }

  private static List<Journey> all() {
    List<Journey> all = new ArrayList<>();
    for (Segment segment : Segment.values()) {
      for (int place = 1; place <= PER_SEGMENT; place++) {
        all.add(new Journey(segment, place, others(segment, place)));
      }
    }
    return List.copyOf(all);
  }

  private static Channel[] others(Segment segment, int place) {
    Channel[] others =
        switch (10 * segment.number() + place) {
          case 11 -> new Channel[] {Channel.CALL, Channel.STORE};
          case 41 -> new Channel[] {Channel.SMS, Channel.CALL};
          case 12, 61, 82, 102 -> new Channel[] {Channel.SMS};
          case 21, 22 -> new Channel[] {Channel.APP};
          case 23 -> new Channel[] {Channel.PUSH};
          case 43 -> new Channel[] {Channel.CALL};
          case 51, 71 -> new Channel[] {Channel.WEB};
          case 72 -> new Channel[] {Channel.STORE};
          default -> new Channel[0];
        };
    return others;
  }

  /** Returns the three journeys of a segment, in their order. */
  public static List<Journey> of(Segment segment) {
    return ALL.stream().filter(journey -> journey.segment == segment).toList();
  }

  /** Returns the stable id, such as {@code J04.1}. */
  public String id() {
    return "J" + segment.id() + "." + place;
  }

  /** Returns the segment whose customers it is for. */
  public Segment segment() {
    return segment;
  }

  /** Returns the ways to reach a customer, e-mail first; the others where there is one. */
  public List<Channel> channels() {
    return channels;
  }

  /** Returns the name. */
  @Override
  public String label(Language language) {
    return text("name", language);
  }

  /** Returns when a customer enters. */
  public String when(Language language) {
    return text("when", language);
  }

  /** Returns what the messages say. */
  public String content(Language language) {
    return text("content", language);
  }

  /** Returns what is to be reached. */
  public String goal(Language language) {
    return text("goal", language);
  }

  private String text(String kind, Language language) {
    return Messages.of(language).text("journey." + segment.id() + "-" + place + "." + kind);
  }

  @Override
  public String toString() {
    return id();
  }
}
