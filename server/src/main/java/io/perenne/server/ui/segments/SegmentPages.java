// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.segments;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.CustomerFilter;
import io.perenne.analytics.job.CustomerSort;
import io.perenne.analytics.job.RunReader;
import io.perenne.clv.segment.Segment;
import io.perenne.clv.words.MessageBundle;
import io.perenne.server.ui.frame.Frame;
import io.perenne.server.ui.frame.PageGroup;
import io.perenne.server.ui.frame.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is in a segment, why, and what to do with them: {@code /segments/04}. */
public final class SegmentPages implements PageGroup {
  private static final MessageBundle TEXTS = MessageBundle.beside(SegmentPages.class);
  private static final String ENTRY = "segments";
  private static final int MOST_SHOWN = 10;

  private final Site site;

  /** Makes the pages of a site. */
  public SegmentPages(Site site) {
    this.site = site;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/segments/{id}", this::one);
  }

  private void one(Context request) {
    String id = request.pathParam("id");
    Segment segment =
        Segment.find(id).filter(each -> each.id().equals(id)).orElseThrow(NotFoundResponse::new);
    Optional<RunDocument> known = site.run(request);
    Frame frame = site.frame(request, TEXTS, ENTRY, known);
    if (known.isEmpty()) {
      site.answerEmpty(request, frame);
      return;
    }
    RunDocument run = known.get();
    List<Map<String, String>> best =
        site.runs()
            .read(
                run,
                reader ->
                    reader
                        .page(
                            CustomerFilter.ALL.withSegment(id),
                            CustomerSort.largestFirst("LTV_VALUE"),
                            Optional.empty(),
                            MOST_SHOWN)
                        .rows());
    SegmentView view =
        SegmentView.of(
            segment,
            run,
            site.runs().before(run),
            site.runs().list(),
            site.runs().read(run, RunReader::figures),
            site.runs().read(run, reader -> reader.segment(id)),
            best);
    site.answer(request, "segments/one.jte", frame, view);
  }
}
