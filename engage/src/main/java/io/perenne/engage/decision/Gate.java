// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.decision;

import java.util.Locale;

/** What keeps an action from a person, in the order in which it is asked. */
public enum Gate {
  /** Nobody knows the person. */
  UNKNOWN,
  /** The person was erased. */
  ERASED,
  /** The person must not be contacted at all. */
  SUPPRESSED,
  /** The person is in the universal control group, which only service reaches. */
  CONTROL_GROUP,
  /** There is no consent for the purpose and the channel. */
  NO_CONSENT,
  /** The action has not begun. */
  NOT_YET,
  /** The action is over. */
  OVER,
  /** There is no more of what it offers. */
  NO_STOCK,
  /** The money for it is spent. */
  NO_BUDGET,
  /** The person is not one of those whom it is for. */
  AUDIENCE,
  /** The person has an open case, and only service goes on. */
  OPEN_CASE,
  /** The person asked for no more by this channel, or complained. */
  STOPPED,
  /** The person ignored it too often. */
  IGNORED,
  /** The person had it a short while ago. */
  REPEATED,
  /** The person had enough by this channel. */
  CHANNEL_CAP,
  /** The person had enough by all channels together. */
  TOTAL_CAP,
  /** The person had enough of this issue. */
  ISSUE_CAP,
  /** Nobody is disturbed now. */
  QUIET_HOURS,
  /** No model says how probably the person buys. */
  NOT_VALUED;

  /** Returns the stable name, as {@code control-group}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
