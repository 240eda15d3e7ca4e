// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What reached people, by which is told how often they may be contacted. */
public final class Contacts {
  private static final String ALL =
      "SELECT contact, person, at, channel, action, issue, cost, response FROM contacts ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Contacts(Transaction in) {
    this.in = in;
  }

  /**
   * A contact.
   *
   * @param key of the decision or message by which it was made; no other has it
   * @param person the id of a customer, or {@code profile:ID} of somebody who is none yet
   * @param at when
   * @param channel the code of a channel
   * @param action the id of an action
   * @param issue the issue of that
   * @param cost what is expected to be spent on it, in currency
   * @param response what became of it: {@code open}, {@code ignored}, {@code answered}, {@code
   *     unsubscribed} or {@code complained}
   */
  public record Contact(
      String key,
      String person,
      Instant at,
      String channel,
      String action,
      String issue,
      double cost,
      String response) {}

  /**
   * What was used of an action.
   *
   * @param times how often it was shown
   * @param money what that cost, in currency
   */
  public record Used(long times, double money) {}

  /**
   * Adds a contact; false if one with its key is there already. Whoever asks for all contacts of a
   * person in the same {@linkplain Store#write change} is told of all that are there when this one
   * is kept: of two at once the second sees the first, on whichever server they are.
   */
  public boolean add(Contact contact) {
    return in.update(
            "INSERT INTO contacts (contact, person, at, channel, action, issue, cost, response)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (contact) DO NOTHING",
            contact.key(),
            contact.person(),
            contact.at(),
            contact.channel(),
            contact.action(),
            contact.issue(),
            contact.cost(),
            contact.response())
        == 1;
  }

  /** Returns all contacts of a person, the oldest first. */
  public List<Contact> of(Collection<String> persons) {
    return persons.stream()
        .distinct()
        .flatMap(person -> in.list(ALL + "WHERE person = ?", Contacts::read, person).stream())
        .sorted(Comparator.comparing(Contact::at).thenComparing(Contact::key))
        .toList();
  }

  /** Returns what was used of an action so far. */
  public Used used(String action) {
    return in.first(
            "SELECT count(*) AS times, coalesce(sum(cost), 0) AS money FROM contacts"
                + " WHERE action = ?",
            row -> new Used(row.number("times"), row.optionalDecimal("money").orElse(0)),
            action)
        .orElseThrow();
  }

  /** Forgets all contacts of a person. */
  public void forget(Collection<String> persons) {
    persons.forEach(person -> in.update("DELETE FROM contacts WHERE person = ?", person));
  }

  private static Contact read(Row row) throws SQLException {
    return new Contact(
        row.text("contact"),
        row.text("person"),
        row.instant("at"),
        row.text("channel"),
        row.text("action"),
        row.text("issue"),
        row.optionalDecimal("cost").orElse(0),
        row.text("response"));
  }
}
