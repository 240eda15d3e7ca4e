// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import io.perenne.analytics.Problem;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What messages still need before they can be sent: texts, or values that the shop writes. */
public final class ContentGaps {
  private final Contents contents;
  private final ShopValues values;
  private final List<Problem> problems = new ArrayList<>();

  /** The messages that need a value, by its place in the file. */
  private final Map<String, List<String>> needing = new TreeMap<>();

  /** Looks for gaps in the contents of a home, given what its shop has written. */
  public ContentGaps(Contents contents, ShopValues values) {
    this.contents = contents;
    this.values = values;
  }

  /**
   * Looks at a message.
   *
   * @param name its content, such as {@code J04.1/offer}
   * @param channels those that it may go by
   * @param action the action that it is
   */
  public void look(String name, Collection<Channel> channels, String action) {
    Optional<Content> found = contents.find(name);
    if (found.isEmpty()) {
      problems.add(Problem.of(Words.message("gap.content")).withValue(name));
      return;
    }
    for (Channel channel : channels) {
      if (found.get().channels().contains(channel)) {
        look(found.get(), channel, action);
      } else {
        problems.add(Problem.of(Words.message("gap.channel", channel.code())).withValue(name));
      }
    }
  }

  private void look(Content content, Channel channel, String action) {
    for (Language language : Language.values()) {
      List<String> missing =
          contents
              .variables()
              .missing(
                  content.texts(channel, language).values(),
                  values.values(action, language, LocalDate.EPOCH));
      for (String name : missing) {
        Source source = contents.variables().find(name).orElseThrow().source();
        if (source == Source.SHOP || source == Source.ACTION) {
          String place = source == Source.SHOP ? name : action + ": " + name;
          List<String> messages = needing.computeIfAbsent(place, any -> new ArrayList<>());
          if (!messages.contains(content.name())) {
            messages.add(content.name());
          }
        }
      }
    }
  }

  /** Returns all gaps of the messages that were looked at; none if all of them can be sent. */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems);
    needing.forEach(
        (place, messages) ->
            all.add(
                Problem.of(Words.message("gap.value", messages.size(), messages.get(0)))
                    .withWhere(ShopValues.FILE)
                    .withValue(place)));
    return all;
  }
}
