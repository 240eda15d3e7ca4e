// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.segment.check;

import io.perenne.clv.words.Message;

/**
 * What one check of a run found.
 *
 * @param code the name of the check, such as {@code share-moved}; the same in every language
 * @param severity what it asks of the run
 * @param message what was found, with its cause or the remedy
 */
public record CheckResult(String code, Severity severity, Message message) {
  static CheckResult ok(String code) {
    return new CheckResult(code, Severity.OK, Message.of("check." + code + ".ok"));
  }

  static CheckResult warn(String code, Message message) {
    return new CheckResult(code, Severity.WARN, message);
  }

  static CheckResult block(String code, Message message) {
    return new CheckResult(code, Severity.BLOCK, message);
  }
}
