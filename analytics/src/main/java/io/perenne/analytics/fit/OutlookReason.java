// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.fit;

import io.perenne.analytics.Texts;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.model.PurchaseDecay;
import io.perenne.clv.outlook.Outlook;
import io.perenne.clv.words.Message;
import java.util.List;

/** By what several models together look ahead, in sentences. */
public final class OutlookReason {
  private OutlookReason() {}

  /**
   * Returns by what the future is valued.
   *
   * @param assumed whether dropout is assumed rather than fitted
   */
  public static Message of(Outlook outlook, boolean assumed) {
    List<String> names = List.copyOf(outlook.fits().keySet());
    Message said =
        names.size() == 1
            ? Texts.message("outlook.one-kind", names.get(0))
            : Texts.message("outlook.kinds", names);
    PurchaseDecay decay = outlook.decay();
    double first = 100 * decay.firstYear();
    double second = 100 * decay.secondYear();
    said =
        said.then(
            assumed
                ? Texts.message("outlook.dropout-assumed", first, second)
                : Texts.message("outlook.dropout-fitted", first, second));
    if (outlook.arrivals().isPresent()) {
      said = said.then(Texts.message("outlook.arrivals", Arrivals.BURN_IN));
    }
    return outlook.season().isPresent() ? said.then(Texts.message("outlook.season")) : said;
  }
}
