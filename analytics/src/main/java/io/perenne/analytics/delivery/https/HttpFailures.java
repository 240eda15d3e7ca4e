// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.delivery.https;

import io.perenne.analytics.delivery.destination.DeliveryFailedException;
import io.perenne.analytics.delivery.destination.DeliveryStateUnknownException;
import java.net.http.HttpResponse;

/** What an HTTP answer means for a delivery. */
public final class HttpFailures {
  private HttpFailures() {}

  /** As the other, but of a gateway that lost its server nobody knows what the server has done. */
  public static void requireTaken(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (status == 502 || status == 504) {
      throw new DeliveryStateUnknownException("a gateway answers " + status + " to " + what, null);
    }
    requireSuccess(response, what);
  }

  /** Requires a 2xx; others fail, for good unless waiting may help. */
  public static void requireSuccess(HttpResponse<?> response, String what) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String message = "the server answers " + status + " to " + what;
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      throw DeliveryFailedException.passing(message, null);
    }
    throw DeliveryFailedException.lasting(message, null);
  }
}
