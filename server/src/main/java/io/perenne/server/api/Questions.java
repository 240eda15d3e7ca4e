// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.RunReader;
import io.perenne.server.reading.PublishedRuns;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What programs may ask of the runs of a home, as JSON. The same whoever asks: over HTTP or as a
 * tool of an assistant.
 *
 * @param runs the published runs
 */
public record Questions(PublishedRuns runs) {
  /** The name of the newest run in place of its id. */
  static final String LATEST = "latest";

  /** Returns what is asked of runs as a whole. */
  public RunFacts ofRuns() {
    return new RunFacts(this);
  }

  /** Returns what is asked of segments. */
  public SegmentFacts ofSegments() {
    return new SegmentFacts(this);
  }

  /** Returns what is asked of single customers. */
  public CustomerFacts ofCustomers() {
    return new CustomerFacts(this);
  }

  /** Returns what is asked of the file that other systems import. */
  public DatamodelFacts ofDatamodel() {
    return new DatamodelFacts(this);
  }

  RunDocument run(String id) {
    Optional<RunDocument> run = id.equals(LATEST) ? runs.latest() : runs.find(id);
    return run.orElseThrow(() -> ApiException.of(404, "no-run", id));
  }

  <T> T read(RunDocument run, Function<RunReader, T> question) {
    return runs.read(run, question);
  }

  /** Returns what every answer about a run begins with. */
  static ObjectNode about(RunDocument run) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("run_id", run.runId())
        .put("reference_date", run.referenceDate().toString())
        .put("currency", currency(run));
  }

  static String currency(RunDocument run) {
    return run.configuration().getOrDefault("currency", "EUR");
  }

  /** Returns an amount of money to the cent. */
  static BigDecimal cents(double amount) {
    return new BigDecimal(amount).setScale(2, RoundingMode.HALF_UP);
  }

  static Optional<BigDecimal> cents(OptionalDouble amount) {
    return amount.isPresent() ? Optional.of(cents(amount.getAsDouble())) : Optional.empty();
  }

  static double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
  }

  /**
   * Returns what a page of a list holds.
   *
   * @param after the place of the first
   */
  static <T> List<T> page(List<T> all, int after, int limit) {
    int from = Math.min(after, all.size());
    return all.subList(from, Math.min(all.size(), from + limit));
  }
}
