// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment;

/** How a customer's present silence compares with the customer's own rhythm. */
public enum ActivityState implements Labelled {
  /** No purchase in the interval, or never. */
  INACTIVE("inactive"),
  /** First purchase ever within the new window, and few purchase days. */
  NEW("new"),
  /** Silent for so long that a return is unlikely. */
  DORMANT("dormant"),
  /** Silent for longer than most silences that ended in a return. */
  AT_RISK("at-risk"),
  /** Within rhythm. */
  ACTIVE("active");

  private final String code;
  private final String labelEs;
  private final String labelEn;

  ActivityState(String code) {
    this.code = code;
    labelEs = Messages.of(Language.ES).text("state." + code);
    labelEn = Messages.of(Language.EN).text("state." + code);
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
