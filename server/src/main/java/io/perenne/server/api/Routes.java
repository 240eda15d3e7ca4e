// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.api;

import io.javalin.http.HandlerType;
import io.perenne.server.ui.frame.Access;

/** Where a part of the API says what it answers. */
interface Routes {
  /**
   * Adds an answer.
   *
   * @param path what stands after {@code /api/v1}
   * @param access who may ask for it; all of them must be met
   */
  void add(HandlerType method, String path, Endpoint endpoint, Access... access);

  /** Adds an answer that changes nothing. */
  default void get(String path, Endpoint endpoint, Access... access) {
    add(HandlerType.GET, path, endpoint, access);
  }
}
