// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.perenne.clv.words.Message;
import java.util.List;

/** A request that cannot be done, and why; it becomes a problem of RFC 9457. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient Message detail;
  private final transient List<Fault> faults;

  /**
   * A part of a request that is wrong.
   *
   * @param kind {@code parameter}, {@code header} or {@code pointer}
   * @param name of the parameter or header, or the JSON pointer into the body
   */
  record Fault(String kind, String name, Message detail) {}

  ApiException(int status, String code, Message detail, List<Fault> faults) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.faults = List.copyOf(faults);
  }

  /** Returns a refusal that the texts know as {@code code} and {@code code.detail}. */
  static ApiException of(int status, String code, Object... arguments) {
    return new ApiException(status, code, Words.message(code + ".detail", arguments), List.of());
  }

  /** Returns the refusal of a parameter. */
  static ApiException parameter(String name, Message detail) {
    return new ApiException(
        400,
        "invalid-parameter",
        Words.message("invalid-parameter.detail", name),
        List.of(new Fault("parameter", name, detail)));
  }

  /** Returns the refusal of a part of the body. */
  static ApiException body(String pointer, Message detail) {
    return new ApiException(
        422,
        "invalid-body",
        Words.message("invalid-body.detail"),
        List.of(new Fault("pointer", pointer, detail)));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Message detail() {
    return detail;
  }

  List<Fault> faults() {
    return faults;
  }
}
