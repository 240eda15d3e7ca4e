// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.frame;

/**
 * A route for what is asked thousands of times a second. It gets the request before anything is
 * made that pages need: no session, no cookie, no language, no form.
 */
public interface DirectRoute {
  /**
   * Returns the template of the route that answers a request, which metrics name; empty if this one
   * does not.
   *
   * @param path without the base, as it was sent
   */
  String template(String method, String path);

  /**
   * Answers a request, now or later.
   *
   * @throws RuntimeException if that is a fault of the program; the request is answered with 500
   */
  void answer(DirectRequest request);
}
