// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A data extension of Marketing Cloud, filled over its REST API. Rows are upserted by the primary
 * key, so sending some of them again changes nothing; batches go one after the other, because the
 * order of two that run together is not promised.
 *
 * <p>Rows that the platform refuses are listed with its reason beside the shipment, in {@link
 * #ROW_RECEIPTS}.
 */
final class MarketingCloudDestination implements Destination {
  /** The name of the file that lists refused rows. */
  static final String ROW_RECEIPTS = "refused-rows.csv";

  /** Requests beyond this size time out. */
  private static final int MOST_BYTES = 5_000_000;

  private static final int MOST_RERUNS = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MarketingCloudAccount account;
  private final MarketingCloudClient client;

  MarketingCloudDestination(MarketingCloudAccount account, MarketingCloudClient client) {
    this.account = account;
    this.client = client;
  }

  @Override
  public String describe() {
    return account.restUrl() + " data extension " + account.dataExtension();
  }

  @Override
  public String check() {
    client.token();
    return "connected, and got a token";
  }

  /** Returns false: an upsert leaves no trace to find, and repeating it does no harm. */
  @Override
  public boolean holds(Label label) {
    return false;
  }

  @Override
  public Arrival deliver(Shipment shipment, Progress progress) {
    try (BufferedReader lines = Files.newBufferedReader(shipment.file());
        Writer refused = Files.newBufferedWriter(shipment.file().resolveSibling(ROW_RECEIPTS))) {
      refused.write("row,reason\n");
      long sent = 0;
      long rejected = 0;
      String waiting = lines.readLine();
      while (waiting != null) {
        List<String> batch = new ArrayList<>();
        int bytes = 0;
        while (waiting != null && batch.size() < account.batchRows()) {
          int size = waiting.getBytes(StandardCharsets.UTF_8).length + 1;
          if (!batch.isEmpty() && bytes + size > MOST_BYTES) {
            break;
          }
          batch.add(waiting);
          bytes += size;
          waiting = lines.readLine();
        }
        rejected += send(batch, refused, shipment);
        sent += bytes;
        progress.at(sent);
      }
      return new Arrival(describe(), "", rejected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends rows, those that lost a deadlock again, and returns how many were refused. */
  private long send(List<String> rows, Writer refused, Shipment shipment) throws IOException {
    List<String> left = rows;
    long rejected = 0;
    for (int run = 0; !left.isEmpty(); run++) {
      List<MarketingCloudClient.RowResult> results =
          client.upsert("[" + String.join(",", left) + "]", left.size());
      List<String> again = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        MarketingCloudClient.RowResult result = results.get(i);
        if (result.isDeadlock() && run < MOST_RERUNS) {
          again.add(left.get(i));
        } else if (!result.message().isEmpty()) {
          rejected++;
          tell(refused, left.get(i), result.message(), shipment);
        }
      }
      left = again;
    }
    return rejected;
  }

  private static void tell(Writer refused, String row, String message, Shipment shipment)
      throws IOException {
    String key = shipment.columns().get(0).name();
    String id = JSON.readTree(row).path(key).asText();
    refused.write(quoted(id) + "," + quoted(message) + "\n");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
