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
  private static final double PERCENT = 100;

  private OutlookReason() {}

  /**
   * Returns by what the future is valued.
   *
   * @param assumed whether dropout is assumed rather than fitted
   * @param regularity what was found of regular customers
   */
  public static Message of(Outlook outlook, boolean assumed, Message regularity) {
    Message said = kinds(outlook);
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
    Message known =
        outlook.season().isPresent() ? said.then(Texts.message("outlook.season")) : said;
    return known.then(regularity);
  }

  private static Message kinds(Outlook outlook) {
    List<String> names = List.copyOf(outlook.fits().keySet());
    if (names.size() == 1) {
      return Texts.message("outlook.one-kind", names.get(0));
    }
    boolean even = names.stream().mapToDouble(outlook::share).distinct().count() == 1;
    return even
        ? Texts.message("outlook.kinds", names)
        : Texts.message(
            "outlook.kinds-weighed",
            names.stream()
                .map(name -> Texts.message("outlook.weighed", name, PERCENT * outlook.share(name)))
                .toList());
  }
}
