// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import io.perenne.analytics.Texts;
import io.perenne.analytics.delivery.destination.Arrival;
import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.Destination;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.delivery.destination.RefusedRows;
import io.perenne.analytics.delivery.destination.Shipment;
import io.perenne.analytics.delivery.destination.ShippedColumn;
import io.perenne.clv.words.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data extension of Marketing Cloud, filled over its REST API. Rows are upserted by the primary
 * key, so sending some of them again changes nothing; batches go one after the other, because the
 * order of two that run together is not promised.
 *
 * <p>Rows that the platform refuses are listed with its reason, in {@link RefusedRows}.
 */
public final class MarketingCloudDestination implements Destination {
  /** Requests beyond this size time out. */
  private static final int MOST_BYTES = 5_000_000;

  private static final int MOST_RERUNS = 5;

  private final MarketingCloudAccount account;
  private final MarketingCloudClient client;
  private Done done = Done.NOTHING;

  public MarketingCloudDestination(MarketingCloudAccount account, MarketingCloudClient client) {
    this.account = account;
    this.client = client;
  }

  @Override
  public String describe() {
    return account.restUrl() + " data extension " + account.dataExtension();
  }

  @Override
  public Message check() {
    client.tryToken();
    return Texts.message("destination.check.marketing-cloud", account.dataExtension());
  }

  /** Returns false: an upsert leaves no trace to find, and repeating it does no harm. */
  @Override
  public boolean remembers() {
    return false;
  }

  @Override
  public boolean holds(Label label) {
    throw DeliveryFailedException.lasting(Texts.message("delivery.mc.cannot-tell"), null);
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    Path list = shipment.file().resolveSibling(RefusedRows.FILE);
    String key = ShippedColumn.key(shipment.columns()).orElseThrow().name();
    Done before = done.of(shipment.label());
    try (BufferedReader lines = Files.newBufferedReader(shipment.file());
        RefusedRows refused = RefusedRows.open(list, key)) {
      refused.addAll(before.refused());
      long sent = 0;
      int number = 0;
      for (Batch batch = Batch.read(lines, account.batchRows());
          !batch.rows().isEmpty();
          batch = batch.next(lines, account.batchRows())) {
        if (++number > before.batches()) {
          send(batch.rows(), refused);
          done = Done.upTo(number, shipment.label(), refused);
        }
        sent += batch.bytes();
        progress.at(sent);
      }
      if (refused.count() > 0 && refused.count() == shipment.label().rows()) {
        throw DeliveryFailedException.lasting(
            Texts.message("delivery.mc.every-row", refused.lastReason()), null);
      }
      done = Done.NOTHING;
      return new Arrival(describe(), "", refused.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What attempts before this one have finished: the next one goes on at the batch that failed.
   *
   * @param sha256 the hash of the shipment
   * @param batches how many of its batches are done
   * @param refused which of their rows were refused, as they were listed
   */
  private record Done(String sha256, int batches, List<String> refused) {
    static final Done NOTHING = new Done("", 0, List.of());

    static Done upTo(int batch, Label label, RefusedRows refused) {
      return refused.lines().map(lines -> new Done(label.sha256(), batch, lines)).orElse(NOTHING);
    }

    Done of(Label label) {
      return sha256.equals(label.sha256()) ? this : NOTHING;
    }
  }

  /**
   * Rows of one request.
   *
   * @param bytes how long they are with their line ends
   * @param following the line read after them, null at the end
   */
  private record Batch(List<String> rows, long bytes, @Nullable String following) {
    static Batch read(BufferedReader lines, int mostRows) throws IOException {
      return new Batch(List.of(), 0, lines.readLine()).next(lines, mostRows);
    }

    Batch next(BufferedReader lines, int mostRows) throws IOException {
      List<String> batch = new ArrayList<>();
      long size = 0;
      String line = following;
      while (line != null && batch.size() < mostRows) {
        int length = line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (!batch.isEmpty() && size + length > MOST_BYTES) {
          break;
        }
        batch.add(line);
        size += length;
        line = lines.readLine();
      }
      return new Batch(batch, size, line);
    }
  }

  /** Sends rows, and those that lost a deadlock again. */
  private void send(List<String> rows, RefusedRows refused) throws IOException {
    List<String> left = rows;
    for (int run = 0; !left.isEmpty(); run++) {
      List<MarketingCloudClient.RowResult> results =
          client.upsert("[" + String.join(",", left) + "]", left.size());
      List<String> again = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        MarketingCloudClient.RowResult result = results.get(i);
        if (result.isDeadlock() && run < MOST_RERUNS) {
          again.add(left.get(i));
        } else if (!result.message().isEmpty()) {
          refused.add(left.get(i), result.message());
        }
      }
      left = again;
    }
  }
}
