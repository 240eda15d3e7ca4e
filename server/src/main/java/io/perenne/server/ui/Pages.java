// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui;

import io.perenne.engage.identity.IdentityRules;
import io.perenne.server.channel.MessageBook;
import io.perenne.server.channel.Preferences;
import io.perenne.server.live.linkage.SuggestedPeople;
import io.perenne.server.live.profile.EventRetention;
import io.perenne.server.live.source.WriteKeys;
import io.perenne.server.privacy.Privacy;
import io.perenne.server.settings.DestinationChanges;
import io.perenne.server.ui.account.AccountPages;
import io.perenne.server.ui.audiences.AudiencesPages;
import io.perenne.server.ui.control.ControlPages;
import io.perenne.server.ui.customers.CustomersPages;
import io.perenne.server.ui.data.DataPages;
import io.perenne.server.ui.data.LookPages;
import io.perenne.server.ui.data.QueryPages;
import io.perenne.server.ui.data.UploadPages;
import io.perenne.server.ui.datamodel.DatamodelPages;
import io.perenne.server.ui.destinations.DestinationsPages;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import io.perenne.server.ui.help.HelpPages;
import io.perenne.server.ui.home.HomePages;
import io.perenne.server.ui.jobs.JobsPages;
import io.perenne.server.ui.live.ChangesPages;
import io.perenne.server.ui.live.EventRetentionPages;
import io.perenne.server.ui.live.EventsPages;
import io.perenne.server.ui.live.SourcesPages;
import io.perenne.server.ui.messages.MessagesPages;
import io.perenne.server.ui.messages.PreferencePages;
import io.perenne.server.ui.model.ModelPages;
import io.perenne.server.ui.movement.MovementPages;
import io.perenne.server.ui.notices.NoticesPages;
import io.perenne.server.ui.outcome.OutcomePages;
import io.perenne.server.ui.person.People;
import io.perenne.server.ui.person.PersonPages;
import io.perenne.server.ui.person.PrivacyPages;
import io.perenne.server.ui.person.SuggestionPages;
import io.perenne.server.ui.platform.PlatformPages;
import io.perenne.server.ui.runs.KeepingPages;
import io.perenne.server.ui.runs.RejectsPages;
import io.perenne.server.ui.runs.RetentionPages;
import io.perenne.server.ui.runs.RunsPages;
import io.perenne.server.ui.search.SearchPages;
import io.perenne.server.ui.segments.SegmentPages;
import io.perenne.server.ui.segments.SegmentsPages;
import io.perenne.server.ui.settings.SettingsPages;
import java.time.InstantSource;
import java.util.List;

/** All pages. */
public final class Pages {
  private Pages() {}

  /** Returns the pages of a site. */
  public static List<PageGroup> all(Site site, Services services) {
    InstantSource clock = services.context().clock();
    People people = new People(site, services.store(), clock);
    return List.of(
        new HomePages(site),
        new HelpPages(site),
        new SegmentsPages(site),
        new SegmentPages(site),
        new CustomersPages(site, people, clock),
        new PersonPages(site, people, services.store(), clock),
        new PrivacyPages(
            site, people, new Privacy(services.store(), site.runs(), services.context())),
        new SuggestionPages(
            site,
            people,
            new SuggestedPeople(services.store(), IdentityRules.standard(), clock),
            services.queue()),
        new MovementPages(site),
        new ModelPages(site),
        new ControlPages(site),
        new OutcomePages(site),
        new SearchPages(site, people),
        new DatamodelPages(site, services.context().home()),
        // before the page of one run, whose path would take its name for an id
        new RetentionPages(site, services.context(), services.store(), services.retention()),
        new RunsPages(site, services.queue(), services.store()),
        new KeepingPages(site, services.store(), services.queue(), services.context()),
        new RejectsPages(site, services.context().home()),
        new JobsPages(site, services.store(), services.queue(), clock),
        new DataPages(
            site, services.settings(), services.uploads(), services.store(), services.context()),
        new LookPages(site, services.settings(), services.context()),
        new QueryPages(site, services.settings(), services.context()),
        new UploadPages(site, services.uploads(), services.store(), clock),
        new SettingsPages(site, services.settings(), services.context().home(), clock),
        new DestinationsPages(
            site,
            services.context().home(),
            new DestinationChanges(services.context(), services.store(), services.settings())),
        new NoticesPages(site, services.store(), services.context()),
        new AccountPages(site, services.accounts(), services.door(), clock),
        new SourcesPages(site, new WriteKeys(services.store(), clock, services.context().random())),
        new AudiencesPages(site, services.store(), clock),
        new EventsPages(site, services.store(), clock),
        new EventRetentionPages(site, new EventRetention(services.store(), clock, () -> false)),
        new ChangesPages(site, services.store(), clock),
        new MessagesPages(
            site,
            new MessageBook(
                services.store(), services.context().home(), IdentityRules.standard(), clock)),
        new PreferencePages(
            site,
            new Preferences(
                services.store(), IdentityRules.standard(), services.context().random(), clock)),
        new PlatformPages(site, services.store(), services.accounts(), services.keys(), clock));
  }
}
