// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.messages;

import io.perenne.clv.words.Language;
import io.perenne.server.channel.MessageBook;
import io.perenne.server.storage.MessageChannels;
import io.perenne.server.storage.Messages;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What waits, left and did not.
 *
 * @param channels how the channels fare
 * @param testTo where alone e-mails go; empty if people are reached
 * @param state the state that is shown; empty for all
 * @param messages the newest of them
 * @param problems what was refused, a sentence each
 */
public record MessagesView(
    List<MessageBook.Standing> channels,
    String testTo,
    String state,
    List<Messages.Message> messages,
    List<String> problems) {
  /** The most that is shown. */
  static final int MOST = 100;

  /** Copies the lists. */
  public MessagesView {
    channels = List.copyOf(channels);
    messages = List.copyOf(messages);
    problems = List.copyOf(problems);
  }

  /** Returns all states. */
  public static List<String> states() {
    return Messages.STATES;
  }

  /** Returns how many messages are of a state. */
  public long count(String state) {
    return channels.stream().mapToLong(each -> each.of(state)).sum();
  }

  /** Returns how many were dropped, by the code that says why. */
  public Map<String, Long> dropped() {
    Map<String, Long> reasons = new TreeMap<>();
    for (MessageBook.Standing each : channels) {
      each.counts().stream()
          .filter(count -> count.state().equals(Messages.DROPPED))
          .forEach(count -> reasons.merge(count.reason(), count.messages(), Long::sum));
    }
    return reasons;
  }

  /** Returns {@code unused}, {@code paused}, {@code down} or {@code works}. */
  public static String health(MessageBook.Standing channel) {
    if (!channel.used()) {
      return "unused";
    }
    if (channel.health().flatMap(MessageChannels.Health::paused).isPresent()) {
      return "paused";
    }
    return channel.health().flatMap(MessageChannels.Health::failingSince).isPresent()
        ? "down"
        : "works";
  }

  /** Returns what a channel that is down said. */
  public static String problem(MessageBook.Standing channel, Language language) {
    return channel
        .health()
        .flatMap(each -> language == Language.ES ? each.problemSpanish() : each.problemEnglish())
        .orElse("");
  }

  /** Returns why a message did not leave last time. */
  public static String problem(Messages.Message message, Language language) {
    return (language == Language.ES ? message.problemSpanish() : message.problemEnglish())
        .orElse("");
  }

  /** Returns whether a message has neither left nor gone wrong: it waits, leaves or was dropped. */
  public static boolean isNeutral(Messages.Message message) {
    return !message.state().equals(Messages.SENT) && !mayResend(message);
  }

  /** Returns whether somebody may send a message again. */
  public static boolean mayResend(Messages.Message message) {
    return message.state().equals(Messages.FAILED) || message.state().equals(Messages.UNKNOWN);
  }
}
