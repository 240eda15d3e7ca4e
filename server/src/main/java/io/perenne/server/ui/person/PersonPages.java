// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.person;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.InputException;
import io.perenne.engage.identity.Identifier;
import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.live.profile.ConsentChanges;
import io.perenne.server.live.profile.IdentityChanges;
import io.perenne.server.live.profile.IdentityReader;
import io.perenne.server.live.profile.ProfileReader.Found;
import io.perenne.server.storage.Store;
import io.perenne.server.ui.frame.Access;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.frame.Visitor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One person as events tell: {@code /profiles/{TYPE:VALUE}}, and who it is. */
public final class PersonPages implements PageGroup {
  private static final String ONE = "/profiles/{identifier}";
  private static final String IDENTITY = ONE + "/identity";
  private static final String JOIN = "join";

  private final Site site;
  private final People people;
  private final IdentityReader identities;
  private final IdentityChanges changes;
  private final ConsentChanges consents;

  /** Makes the pages of a site. */
  public PersonPages(Site site, People people, Store store, InstantSource clock) {
    IdentityRules rules = IdentityRules.standard();
    this.site = site;
    this.people = people;
    identities = new IdentityReader(store, rules);
    changes = new IdentityChanges(store, rules, clock);
    consents = new ConsentChanges(store, rules, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(ONE, request -> show(request, List.of()), Access.READ, Access.CUSTOMERS);
    routes.post(ONE + "/consents", this::writeConsent, Access.CONFIGURE, Access.CUSTOMERS);
    routes.get(
        IDENTITY, request -> showIdentity(request, List.of()), Access.READ, Access.CUSTOMERS);
    routes.get(IDENTITY + "/change", this::look, Access.CONFIGURE, Access.CUSTOMERS);
    routes.post(IDENTITY, this::change, Access.CONFIGURE, Access.CUSTOMERS);
  }

  static Identifier identifier(String text) {
    int colon = text.indexOf(':');
    return new Identifier(
        text.substring(0, Math.max(0, colon)).strip(), text.substring(colon + 1).strip());
  }

  private Found require(Context request) {
    return people
        .find(identifier(request.pathParam("identifier")))
        .orElseThrow(NotFoundResponse::new);
  }

  private void show(Context request, List<String> problems) {
    Frame frame = people.frame(request);
    site.answer(
        request,
        "person/one.jte",
        frame,
        new OneView(people.view(frame, require(request)), problems));
  }

  /**
   * The page of a person.
   *
   * @param person the person
   * @param problems what was wrong with the last change, a sentence each
   */
  public record OneView(PersonView person, List<String> problems) {
    /** Copies the list. */
    public OneView {
      problems = List.copyOf(problems);
    }
  }

  private void writeConsent(Context request) {
    Found person = require(request);
    String name = field(request, "name");
    try {
      consents.write(
          Visitor.change(request),
          new Identifier("profile", person.id()),
          name.isEmpty() ? field(request, "key") : field(request, "kind") + ":" + name,
          field(request, "granted").equals("true"),
          Optional.empty());
      site.redirect(request, path(person) + "#consents");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      show(request, people.frame(request).problems(e));
    }
  }

  private static String path(Found person) {
    return PersonView.address(new Identifier("profile", person.id()));
  }

  private void showIdentity(Context request, List<String> problems) {
    IdentityReader.Identity identity =
        identities
            .find(identifier(request.pathParam("identifier")))
            .orElseThrow(NotFoundResponse::new);
    site.answer(
        request,
        "person/identity.jte",
        people.frame(request),
        new IdentityView(path(identity.person()), identity, problems));
  }

  /** Shows what a change would do, with a button that does it. */
  private void look(Context request) {
    boolean join = JOIN.equals(request.queryParam("change"));
    Found person = require(request);
    String one = parameter(request, "one");
    String other = parameter(request, "other");
    try {
      IdentityChanges.Effect effect =
          join
              ? changes.joining(identifier(one), identifier(other))
              : changes.separating(identifier(one), identifier(other));
      Frame frame = people.frame(request);
      site.answer(
          request,
          "person/effect.jte",
          frame,
          new EffectView(
              path(person),
              join ? JOIN : "separate",
              one,
              other,
              effect.before().stream().map(each -> people.inShort(frame, each)).toList(),
              effect.after().stream().map(each -> people.inShort(frame, each)).toList()));
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      showIdentity(request, people.frame(request).problems(e));
    }
  }

  private void change(Context request) {
    Identifier one = identifier(field(request, "one"));
    Identifier other = identifier(field(request, "other"));
    try {
      if (field(request, "change").equals(JOIN)) {
        changes.join(Visitor.change(request), one, other);
      } else {
        changes.separate(Visitor.change(request), one, other);
      }
      site.redirect(request, PersonView.address(one) + "/identity");
    } catch (InputException e) {
      request.status(HttpStatus.UNPROCESSABLE_CONTENT);
      showIdentity(request, people.frame(request).problems(e));
    }
  }

  private static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value.strip();
  }

  private static String parameter(Context request, String name) {
    String value = request.queryParam(name);
    return value == null ? "" : value.strip();
  }
}
