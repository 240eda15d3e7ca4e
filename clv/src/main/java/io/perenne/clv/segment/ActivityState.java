// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Messages;

/** How a customer's present silence compares with the customer's own rhythm. */
public enum ActivityState implements Labelled {
  /** No purchase in the interval, or never. */
  INACTIVE(1, "inactive"),
  /** First purchase ever within the new window, and few purchase days. */
  NEW(2, "new"),
  /** Silent for so long that a return is unlikely. */
  DORMANT(3, "dormant"),
  /** Silent for longer than most silences that ended in a return. */
  AT_RISK(4, "at-risk"),
  /** Within rhythm. */
  ACTIVE(5, "active");

  private final int number;
  private final String code;
  private final String labelEs;
  private final String labelEn;

  ActivityState(int number, String code) {
    this.number = number;
    this.code = code;
    labelEs = Messages.of(Language.ES).text("state." + code);
    labelEn = Messages.of(Language.EN).text("state." + code);
  }

  /** Returns the position in the order in which states are tried, 1 to 5. */
  public int number() {
    return number;
  }

  /** Returns the stable code, the same in every language. */
  public String code() {
    return code;
  }

  @Override
  public String label(Language language) {
    return language == Language.ES ? labelEs : labelEn;
  }
}
