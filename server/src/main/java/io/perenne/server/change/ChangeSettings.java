// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.change;

import io.perenne.engage.profile.ValueStep;
import io.perenne.server.live.intake.Json;
import io.perenne.server.storage.Settings;
import io.perenne.server.storage.Standings;
import io.perenne.server.storage.Transaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By how much a value moves before others are told, as it is set in a store. */
public final class ChangeSettings {
  private static final String NAME = "changes";
  private static final double MOST_SHARE = 10;
  private static final double PERCENT = 100;
  private static final double MOST_LEAST = 1e9;

  private ChangeSettings() {}

  /** Returns what is set; a tenth until somebody sets something else. */
  public static ValueStep of(Transaction in) {
    Optional<Map<String, @Nullable Object>> kept = new Settings(in).find(NAME).map(Json::own);
    return new ValueStep(
        number(kept.map(all -> all.get("share")), ValueStep.USUAL.share()),
        number(kept.map(all -> all.get("least")), ValueStep.USUAL.least()));
  }

  private static double number(Optional<?> value, double otherwise) {
    return value.orElse(null) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /**
   * Returns bounds.
   *
   * @param share the part of the value, above 0 and at most 10
   * @param least the amount of money, above 0
   * @throws io.perenne.analytics.InputException if one cannot be used
   */
  public static ValueStep of(double share, double least) {
    if (!(share > 0 && share <= MOST_SHARE)) {
      throw Words.refused("refused.share", Double.toString(share));
    }
    if (!(least > 0 && least <= MOST_LEAST)) {
      throw Words.refused("refused.least", Double.toString(least));
    }
    return new ValueStep(share, least);
  }

  /**
   * Returns bounds as people write them.
   *
   * @param percent the part of the value, in percent
   * @throws io.perenne.analytics.InputException if one is no number, or cannot be used
   */
  public static ValueStep written(String percent, String least) {
    return of(number("refused.share", percent) / PERCENT, number("refused.least", least));
  }

  private static double number(String refusal, String written) {
    String text = written.replace(',', '.');
    if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")) {
      throw Words.refused(refusal, written);
    }
    return Double.parseDouble(text);
  }

  /** Keeps the bounds. When to look at whom again depends on them, so it is found anew. */
  static void keep(Transaction in, ValueStep step, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("share", step.share());
    fields.put("least", step.least());
    new Settings(in).put(NAME, Json.text(fields), now);
    new Standings(in).touchAll();
  }
}
