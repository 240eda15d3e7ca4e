// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * Who looks at a page.
 *
 * @param name what the person is called, usually an address
 * @param role {@code viewer}, {@code operator} or {@code admin}
 * @param csrfToken what a form has to send back
 */
public record Visitor(String name, String role, String csrfToken) {
  private static final String ATTRIBUTE = "visitor";

  /** Says who makes a request. */
  public void enter(Context request) {
    request.attribute(ATTRIBUTE, this);
  }

  /** Returns who makes a request, if that is known. */
  public static Optional<Visitor> of(Context request) {
    return Optional.ofNullable(request.attribute(ATTRIBUTE));
  }

  /** Returns whether the person may start runs, save settings and deliver. */
  public boolean mayAct() {
    return !role.equals("viewer");
  }

  /** Returns whether the person may see to users and keys. */
  public boolean mayAdminister() {
    return role.equals("admin");
  }
}
