// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the server does by itself with a configuration.
 *
 * @param transactions files, folders or patterns of transactions
 * @param customers files, folders or patterns of the CRM
 * @param schedule when a run starts by itself, such as {@code daily 03:00}; empty for never
 * @param destinations where each finished run is delivered
 */
public record Plan(
    List<String> transactions, List<String> customers, String schedule, List<String> destinations) {
  /** The plan of a home of which nobody has said anything. */
  public static final Plan NONE = new Plan(List.of(), List.of(), "", List.of());

  /** Copies the lists. */
  public Plan {
    transactions = List.copyOf(transactions);
    customers = List.copyOf(customers);
    destinations = List.copyOf(destinations);
  }

  /** Returns the sources of a kind. */
  public List<String> sources(SourceKind kind) {
    return kind == SourceKind.TRANSACTIONS ? transactions : customers;
  }

  /** Returns the plan with a source as the newest of its kind. */
  public Plan adding(SourceKind kind, String source) {
    return with(
        kind, Stream.concat(removing(kind, source).sources(kind).stream(), Stream.of(source)));
  }

  /** Returns the plan without a source. */
  public Plan removing(SourceKind kind, String source) {
    return with(kind, sources(kind).stream().filter(each -> !each.equals(source)));
  }

  private Plan with(SourceKind kind, Stream<String> sources) {
    return kind == SourceKind.TRANSACTIONS
        ? new Plan(sources.toList(), customers, schedule, destinations)
        : new Plan(transactions, sources.toList(), schedule, destinations);
  }
}
