// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What was decided for people, with the catalogues by which it was. */
public final class Decisions {
  private static final String ALL =
      "SELECT decision, person, touchpoint, at, outcome, action, propensity, seed, run, catalogue,"
          + " answer FROM decisions ";

  private final Transaction in;

  /** Makes a repository for one transaction. */
  public Decisions(Transaction in) {
    this.in = in;
  }

  /**
   * A decision.
   *
   * @param id no other has it
   * @param person the id of a customer, or {@code profile:ID} of somebody who is none yet
   * @param touchpoint where its action is shown
   * @param at when
   * @param outcome {@code shown}, {@code held-back} or {@code nothing}
   * @param action what was chosen; empty for nothing
   * @param propensity the probability with which it was chosen
   * @param seed what chance was drawn from
   * @param run the id of the run whose models valued the candidates
   * @param catalogue the version of the catalogue
   * @param answer all that led to it, as JSON
   */
  public record Decision(
      String id,
      String person,
      String touchpoint,
      Instant at,
      String outcome,
      Optional<String> action,
      double propensity,
      long seed,
      String run,
      String catalogue,
      String answer) {}

  /** Adds a decision; false if one with its id is there already. */
  public boolean add(Decision decision) {
    return in.update(
            "INSERT INTO decisions (decision, person, touchpoint, at, outcome, action, propensity,"
                + " seed, run, catalogue, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (decision) DO NOTHING",
            decision.id(),
            decision.person(),
            decision.touchpoint(),
            decision.at(),
            decision.outcome(),
            decision.action(),
            decision.propensity(),
            decision.seed(),
            decision.run(),
            decision.catalogue(),
            decision.answer())
        == 1;
  }

  /** Returns the decision with an id. */
  public Optional<Decision> find(String id) {
    return in.first(ALL + "WHERE decision = ?", Decisions::read, id);
  }

  /** Returns all decisions for somebody, the oldest first. */
  public List<Decision> of(String person) {
    return in.list(ALL + "WHERE person = ? ORDER BY id", Decisions::read, person);
  }

  /** Forgets all that was decided for somebody. */
  public void forget(Collection<String> persons) {
    persons.forEach(person -> in.update("DELETE FROM decisions WHERE person = ?", person));
  }

  /**
   * Keeps the text of a catalogue, if it is not kept yet.
   *
   * @param version the hash of what it says
   * @param used when it first decided
   */
  public void keepCatalogue(String version, String text, Instant used) {
    in.update(
        "INSERT INTO catalogue_versions (hash, text, used) VALUES (?, ?, ?)"
            + " ON CONFLICT (hash) DO NOTHING",
        version,
        text,
        used);
  }

  /** Returns the text of a version of the catalogue that decided something. */
  public Optional<String> catalogue(String version) {
    return in.first(
        "SELECT text FROM catalogue_versions WHERE hash = ?", row -> row.text("text"), version);
  }

  private static Decision read(Row row) throws SQLException {
    return new Decision(
        row.text("decision"),
        row.text("person"),
        row.text("touchpoint"),
        row.instant("at"),
        row.text("outcome"),
        row.optionalText("action"),
        row.optionalDecimal("propensity").orElse(0),
        row.number("seed"),
        row.text("run"),
        row.text("catalogue"),
        row.text("answer"));
  }
}
