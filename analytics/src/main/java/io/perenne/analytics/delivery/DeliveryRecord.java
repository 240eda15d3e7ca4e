// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.clv.words.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one run to one destination, from plan to receipt. It holds no secret and nothing
 * of any customer.
 *
 * @param format the version of this document
 * @param destination the name of the destination
 * @param runId the run
 * @param referenceDate the last day the run knows of
 * @param settings a hash of what decides which rows and columns are sent
 * @param state what is known
 * @param shipment what was last sent or is to be sent
 * @param attempts all attempts, the oldest first
 * @param receipt the proof of the last arrival; null until there is one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryRecord(
    int format,
    String destination,
    String runId,
    LocalDate referenceDate,
    String settings,
    DeliveryState state,
    Label shipment,
    List<DeliveryAttempt> attempts,
    @Nullable Receipt receipt) {
  /** The version written by this software. */
  static final int FORMAT = 1;

  public DeliveryRecord {
    attempts = List.copyOf(attempts);
  }

  /**
   * The proof of an arrival.
   *
   * @param location where it is
   * @param bytes its size
   * @param rows how many customers it holds
   * @param rejectedRows how many of them the destination refused one by one
   * @param sha256 the hash of its bytes
   * @param seconds how long the attempt took
   * @param at when it was known to be there
   * @param how how it came there; empty if there is nothing to say
   */
  public record Receipt(
      String location,
      long bytes,
      long rows,
      long rejectedRows,
      String sha256,
      double seconds,
      Instant at,
      String how) {}

  /** Returns the receipt if it has arrived. */
  @JsonIgnore
  public Optional<Receipt> arrival() {
    return Optional.ofNullable(receipt);
  }

  /** Returns the last thing said about it. */
  @JsonIgnore
  public String lastMessage() {
    return attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).message();
  }

  /** Returns the last thing said about it, in one language. */
  public String lastMessage(Language language) {
    return attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).message(language);
  }

  /** Returns when an attempt last ended. */
  Instant lastTouched() {
    return attempts.isEmpty() ? Instant.MIN : attempts.get(attempts.size() - 1).endedAt();
  }

  DeliveryRecord started() {
    return with(DeliveryState.STARTED, attempts, receipt);
  }

  DeliveryRecord delivered(Instant startedAt, Instant now, Arrival arrival) {
    double seconds = Duration.between(startedAt, now).toMillis() / 1000.0;
    Receipt proof =
        new Receipt(
            arrival.location(),
            shipment.bytes(),
            shipment.rows(),
            arrival.rejectedRows(),
            shipment.sha256(),
            seconds,
            now,
            arrival.how());
    return with(
        DeliveryState.DELIVERED,
        plus(new DeliveryAttempt(startedAt, now, DeliveryState.DELIVERED, arrival.how())),
        proof);
  }

  DeliveryRecord ended(DeliveryState next, DeliveryAttempt attempt) {
    return with(next, plus(attempt), receipt);
  }

  private List<DeliveryAttempt> plus(DeliveryAttempt attempt) {
    List<DeliveryAttempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return all;
  }

  private DeliveryRecord with(
      DeliveryState next, List<DeliveryAttempt> all, @Nullable Receipt proof) {
    return new DeliveryRecord(
        format, destination, runId, referenceDate, settings, next, shipment, all, proof);
  }
}
