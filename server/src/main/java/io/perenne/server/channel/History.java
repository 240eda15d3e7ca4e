// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.engage.decision.Channel;
import io.perenne.engage.decision.Contact;
import io.perenne.server.storage.Contacts;
import io.perenne.server.storage.Messages;
import io.perenne.server.storage.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * All that reached a person, which caps are asked of: messages that left, and what was decided to
 * show. Whoever decides and whoever sends ask the same.
 */
public final class History {
  /** No cap looks back further. */
  private static final Duration LOOK_BACK = Duration.ofDays(400);

  private History() {}

  /**
   * Returns what reached a person, the oldest first, as one transaction sees it.
   *
   * @param persons by whatever the person is kept: ids of customers, {@code profile:ID}
   */
  public static List<Contact> of(Transaction in, List<String> persons, Instant now) {
    List<Contact> all = new ArrayList<>();
    new Messages(in)
        .left(persons, now.minus(LOOK_BACK))
        .forEach(each -> all.add(contact(each, now)));
    new Contacts(in).of(persons).forEach(each -> all.add(contact(each)));
    all.sort(Comparator.comparing(Contact::at));
    return all;
  }

  private static Contact contact(Messages.Message message, Instant now) {
    Messages.Order order = message.order();
    return new Contact(
        message.begun().orElse(now),
        Channel.find(order.channel()).orElseThrow(),
        order.action(),
        order.issue(),
        message.result().isPresent() ? Contact.Response.ANSWERED : Contact.Response.OPEN);
  }

  private static Contact contact(Contacts.Contact kept) {
    return new Contact(
        kept.at(),
        Channel.find(kept.channel()).orElseThrow(),
        kept.action(),
        kept.issue(),
        Contact.Response.valueOf(kept.response().toUpperCase(Locale.ROOT)));
  }
}
