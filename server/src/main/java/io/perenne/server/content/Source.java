// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the value of a variable comes from. */
public enum Source {
  /** The shop writes it once, in both languages. */
  SHOP,
  /** The shop writes it for the action of the step: an offer, or what it publishes. */
  ACTION,
  /** It is known of the person. */
  PERSON,
  /** The purchases of the person tell it. */
  PURCHASES,
  /** It came with the event or the list by which the person entered. */
  ENTRY,
  /** It is made for each person when the message is sent. */
  COMPUTED;

  /** Returns the word for it in files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Source> find(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(Source::code).toList();
  }
}
