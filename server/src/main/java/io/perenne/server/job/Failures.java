// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.job;

import io.perenne.analytics.InputException;
import io.perenne.analytics.delivery.destination.Spoken;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import io.perenne.server.storage.FullDisk;
import io.perenne.server.storage.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure is called when a person asks why. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** The kinds of jobs of which more can be said when their server has died. */
  private static final Set<String> TOLD = Set.of("run", "deliver", "arrivals", "notify");

  private Failures() {}

  /** Returns the end of a job that threw something. */
  static Jobs.End end(Jobs.Job job, Throwable thrown) {
    return said("failed", reason(job, thrown));
  }

  /** Returns the end of a job whose server ended while it did it. */
  static Jobs.End lost(Jobs.Job job) {
    String kind = job.order().kind();
    Message message = Words.message("lost." + (TOLD.contains(kind) ? kind : "other"));
    return said("unknown", message::in);
  }

  /** Returns an end with a reason in both languages. */
  static Jobs.End said(String state, Labelled reason) {
    return Jobs.End.because(state, reason.label(Language.ES), reason.label(Language.EN));
  }

  private static Labelled reason(Jobs.Job job, Throwable thrown) {
    if (thrown instanceof InputException refused) {
      return language ->
          refused.problems().stream()
              .map(problem -> problem.toLine(language))
              .collect(Collectors.joining("\n"));
    }
    if (thrown instanceof Spoken spoken) {
      return spoken::in;
    }
    LOG.error("job {} ({}) failed", job.id(), job.order().kind(), thrown);
    Message message = Words.message(name(thrown));
    return message::in;
  }

  private static String name(Throwable thrown) {
    if (FullDisk.isCauseOf(thrown)) {
      return "failed.disk";
    }
    boolean world = false;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage());
      if (each instanceof OutOfMemoryError || said.startsWith("Out of Memory Error")) {
        return "failed.memory";
      }
      world |= each instanceof IOException || each instanceof UncheckedIOException;
    }
    return world ? "failed.world" : "failed.fault";
  }
}
