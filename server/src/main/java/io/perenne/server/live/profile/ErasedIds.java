// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.live.profile;

import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Erasures;
import io.perenne.server.storage.Store;
import io.perenne.server.storage.Transaction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds those who were erased among the customers of files, by fingerprints alone: an id may be one
 * of any type that was given to one person, or an address of the CRM may be.
 */
public final class ErasedIds {
  private final Store store;
  private final IdentityRules rules;

  /** Looks into a store. */
  public ErasedIds(Store store, IdentityRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /** Returns whether anybody was ever erased. */
  public boolean isAny() {
    return store.read(in -> new Erasures(in).isAny());
  }

  /**
   * Writes a CSV file with the columns {@code customer} and {@code day}, the local day of the
   * erasure.
   *
   * @param ids a JSON object a line, of {@code customer} and {@code email}
   * @return how many customers that are
   */
  public long write(Path ids, Path target, ZoneId zone, Instant now) {
    Map<String, LocalDate> found =
        // the secret is made by the first erasure, so that nothing is written here
        store.read(in -> find(in, ids, zone, now));
    try (BufferedWriter out = Files.newBufferedWriter(target)) {
      out.write("customer,day\n");
      for (Map.Entry<String, LocalDate> each : found.entrySet()) {
        out.write(Cell.of(each.getKey()) + "," + each.getValue() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.size();
  }

  private Map<String, LocalDate> find(Transaction in, Path ids, ZoneId zone, Instant now) {
    Map<String, LocalDate> found = new HashMap<>();
    Map<String, Erasures.Erased> erased = new Erasures(in).identifiers();
    Fingerprints fingerprints = new Fingerprints(in, now);
    try (BufferedReader lines = Files.newBufferedReader(ids)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<String, Object> row = Json.own(line);
        String customer = String.valueOf(row.get("customer"));
        for (String type : rules.strongTypes()) {
          keep(found, customer, erased, fingerprints, new Identifier(type, customer), zone);
        }
        if (row.get("email") instanceof String email) {
          keep(found, customer, erased, fingerprints, new Identifier("email", email), zone);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private void keep(
      Map<String, LocalDate> found,
      String customer,
      Map<String, Erasures.Erased> erased,
      Fingerprints fingerprints,
      Identifier identifier,
      ZoneId zone) {
    Optional<LocalDate> day =
        rules
            .usable(identifier)
            .flatMap(usable -> Optional.ofNullable(erased.get(fingerprints.of(usable))))
            .map(one -> LocalDate.ofInstant(one.at(), zone));
    day.ifPresent(
        each -> found.merge(customer, each, (one, other) -> one.isAfter(other) ? one : other));
  }
}
