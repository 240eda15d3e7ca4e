// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.account;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.server.account.Accounts;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Lets in whoever has the link that the server printed, {@code /enter/{secret}}, without a name:
 * for a home that is only shown.
 */
public final class GuestPages implements PageGroup {
  private final Site site;
  private final Accounts accounts;
  private final byte[] secret;

  /**
   * Makes the page of a site.
   *
   * @param secret what the link holds; long, random, and new with each start
   */
  public GuestPages(Site site, Accounts accounts, String secret) {
    this.site = site;
    this.accounts = accounts;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/enter/{secret}", this::enter, Access.PUBLIC);
  }

  private void enter(Context request) {
    byte[] given = request.pathParam("secret").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(given, secret)) {
      throw new NotFoundResponse();
    }
    Visitor.keep(request, accounts.enterAsGuest(), site.base());
    site.redirect(request, "/");
  }
}
