// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.perenne.analytics.InputException;
import io.perenne.engage.identity.Identifier;
import io.perenne.server.account.Permission;
import io.perenne.server.privacy.Privacy;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All that is known of a person: downloaded, and erased after a look; and the proofs of it. */
public final class PrivacyPages implements PageGroup {
  private static final String ONE = "/profiles/{identifier}";
  private static final String ALL = "/erasures";

  private final Site site;
  private final People people;
  private final Privacy privacy;

  /** Makes the pages of a site. */
  public PrivacyPages(Site site, People people, Privacy privacy) {
    this.site = site;
    this.people = people;
    this.privacy = privacy;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(
        ONE + "/export",
        request -> trying(request, () -> export(request)),
        Access.CONFIGURE,
        Access.CUSTOMERS);
    routes.get(
        ONE + "/erasure",
        request -> trying(request, () -> look(request)),
        Access.CONFIGURE,
        Access.CUSTOMERS);
    routes.post(
        ONE + "/erasure",
        request -> trying(request, () -> erase(request)),
        Access.CONFIGURE,
        Access.CUSTOMERS);
    routes.get(ALL, request -> list(request, List.of()), Access.CONFIGURE);
  }

  private static Identifier identifier(Context request) {
    return PersonPages.identifier(request.pathParam("identifier"));
  }

  private void trying(Context request, Runnable work) {
    try {
      work.run();
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      list(request, people.frame(request).problems(e));
    }
  }

  private void export(Context request) {
    String all = privacy.export(Visitor.change(request), identifier(request));
    request
        .contentType("application/json")
        .header("Content-Disposition", "attachment; filename=\"person.json\"")
        .result(all.getBytes(StandardCharsets.UTF_8));
  }

  private void look(Context request) {
    Privacy.Extent extent = privacy.extent(identifier(request));
    site.answer(
        request,
        "person/erasure.jte",
        people.frame(request),
        new ErasureView(PersonView.address(identifier(request)), extent));
  }

  private void erase(Context request) {
    privacy.erase(Visitor.change(request), identifier(request));
    site.redirect(request, ALL);
  }

  /** The proofs are for whoever configures; others see what was wrong alone. */
  private void list(Context request, List<String> problems) {
    boolean all = people.frame(request).may(Permission.CONFIGURE);
    site.answer(
        request,
        "person/erasures.jte",
        people.frame(request),
        new ErasuresView(all ? privacy.erasures() : List.of(), problems));
  }
}
