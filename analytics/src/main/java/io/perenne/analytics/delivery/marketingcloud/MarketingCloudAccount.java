// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.marketingcloud;

import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.delivery.https.HttpsFolder;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A data extension of a Marketing Cloud account and who we are there.
 *
 * @param authUrl where tokens come from
 * @param restUrl where the REST API is
 * @param clientId the client id of the installed package
 * @param clientSecret its secret
 * @param accountId the business unit, if it is not the package's own; empty for that
 * @param dataExtension the external key of the data extension
 * @param batchRows how many rows go into one request; at most 32,000
 * @param timeout how long one request may take
 * @param pollEvery how often is asked whether a batch is done
 * @param pollAtMost how long is asked
 */
public record MarketingCloudAccount(
    URI authUrl,
    URI restUrl,
    Secret clientId,
    Secret clientSecret,
    String accountId,
    String dataExtension,
    int batchRows,
    Duration timeout,
    Duration pollEvery,
    Duration pollAtMost) {
  /** The hard limit of the asynchronous upsert. */
  private static final int MOST_ROWS = 32_000;

  public MarketingCloudAccount {
    HttpsFolder.requireSafe(authUrl);
    HttpsFolder.requireSafe(restUrl);
    if (!(batchRows >= 1 && batchRows <= MOST_ROWS)) {
      throw new IllegalArgumentException(
          "batch-rows is not in 1 to " + MOST_ROWS + ": " + batchRows);
    }
    if (!dataExtension.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "data-extension has other characters than letters, digits, - and _: " + dataExtension);
    }
    if (pollEvery.isNegative() || pollEvery.isZero()) {
      throw new IllegalArgumentException("poll-every is not > 0: " + pollEvery);
    }
  }

  /** Returns an address of the account's own host. */
  public static URI host(String subdomain, String service) {
    if (!subdomain.matches("[a-zA-Z0-9-]+")) {
      throw new IllegalArgumentException("subdomain is not letters, digits and -: " + subdomain);
    }
    return URI.create("https://" + subdomain + "." + service + ".marketingcloudapis.com");
  }

  Optional<String> businessUnit() {
    return accountId.isEmpty() ? Optional.empty() : Optional.of(accountId);
  }
}
