// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;

/**
 * The money band of a customer's lifetime value (the column {@code CLV_SCORE}), from best to worst.
 */
public enum ValueBand implements Labelled {
  /** Above the outlier fence. */
  OUTLIER(1, "top-outlier"),
  /** Above the high threshold. */
  HIGH(2, "high"),
  /** Above the medium threshold. */
  MEDIUM(3, "medium"),
  /** Not above the medium threshold. */
  LOW(4, "low"),
  /** No purchase in the interval, whatever the lifetime value. */
  INACTIVE(5, "inactive");

  private static final ValueBand[] BANDS = values();

  private final int number;
  private final String id;
  private final String code;
  private final String labelEs;
  private final String labelEn;

  ValueBand(int number, String code) {
    this.number = number;
    this.id = String.valueOf(number);
    this.code = code;
    labelEs = Messages.of(Language.ES).text("band." + code);
    labelEn = Messages.of(Language.EN).text("band." + code);
  }

  /** Returns the position in the order, 1 (best) to 5. */
  public int number() {
    return number;
  }

  /** Returns the id exported as {@code ID_CLV_SCORE}: {@code "1"} to {@code "5"}. */
  public String id() {
    return id;
  }

  /** Returns the stable code, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return language == Language.ES ? labelEs : labelEn;
  }

  /**
   * Returns the band at a position.
   *
   * @param number 1 to 5
   */
  public static ValueBand of(int number) {
    if (number < 1 || number > BANDS.length) {
      throw new IllegalArgumentException("band number is not in [1, 5]: " + number);
    }
    return BANDS[number - 1];
  }
}
