// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a change of identity does, before it is done.
 *
 * @param address of the page about the person
 * @param change {@code join} or {@code separate}
 * @param one the first identifier
 * @param other the second
 * @param before the people that there are
 * @param after the people that there would be
 */
public record EffectView(
    String address,
    String change,
    String one,
    String other,
    List<PersonView> before,
    List<PersonView> after) {
  /** Copies the lists. */
  public EffectView {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Returns what any of them allows or not, by purpose and channel. */
  public Map<String, Boolean> consents() {
    Map<String, Boolean> all = new TreeMap<>();
    before.forEach(each -> all.putAll(each.consents()));
    after.forEach(each -> all.putAll(each.consents()));
    return all;
  }
}
