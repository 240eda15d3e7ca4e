// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.delivery.DeliveryLedger;
import io.perenne.analytics.delivery.DeliveryListener;
import io.perenne.analytics.delivery.DeliveryRecord;
import io.perenne.analytics.delivery.Route;
import io.perenne.analytics.delivery.destination.Label;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.Deliver;
import io.perenne.analytics.job.JobContext;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.failure.Failures;
import io.perenne.cli.print.DeliveryPrinter;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.StageProgress;
import io.perenne.clv.words.Labelled;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Delivers runs of a home in sight of a person, and tells what came out. */
final class VisibleDelivery {
  private final JobContext context;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Failures failures;
  private final Language language;
  private final Messages messages;
  private final OutputOptions output;

  VisibleDelivery(JobContext context, CommandLine command, OutputOptions output) {
    this.context = context;
    this.out = command.getOut();
    this.err = command.getErr();
    this.failures = Failures.of(command);
    this.language = Speaker.of(command.getCommandSpec());
    this.messages = Messages.of(language);
    this.output = output;
  }

  /** Refuses destinations that are missing or cannot be used, before any work is done for them. */
  List<Route> requireRoutes(List<String> destinations) {
    return destinations.stream().map(name -> Deliver.route(context, name)).toList();
  }

  /** Delivers a run to each destination, and returns the worst exit code. */
  int deliver(RunDocument run, List<String> destinations, boolean again) {
    requireRoutes(destinations);
    return destinations.stream()
        .mapToInt(destination -> deliverOrTell(run, destination, again))
        .max()
        .orElse(ExitCode.DONE);
  }

  /** A destination that cannot be served keeps no other from its delivery. */
  private int deliverOrTell(RunDocument run, String destination, boolean again) {
    try {
      return deliver(run, destination, again);
    } catch (RuntimeException e) {
      return output.json() ? failures.tell(e, out, err) : failures.tellAside(e, err);
    }
  }

  private int deliver(RunDocument run, String destination, boolean again) {
    StageProgress progress =
        new StageProgress(System.err, ScreenNumbers.of(language), context.clock());
    Watcher watcher = new Watcher(visible() ? Optional.of(progress) : Optional.empty());
    int earlier =
        DeliveryLedger.of(context.home()).list(destination).stream()
            .filter(before -> before.runId().equals(run.runId()))
            .mapToInt(before -> before.attempts().size())
            .sum();
    DeliveryRecord record;
    try {
      record = RunningJobs.of(context).call(new Deliver(run.runId(), destination, again, watcher));
    } finally {
      if (visible()) {
        progress.end();
      }
    }
    tell(record, watcher.sent || again, earlier);
    return ExitCode.of(record.state());
  }

  private boolean visible() {
    return Boolean.getBoolean("perenne.terminal") && !output.quiet() && !output.json();
  }

  private void tell(DeliveryRecord record, boolean now, int earlier) {
    if (output.json()) {
      out.println(DeliveryLedger.toJson(List.of(record)));
    } else if (ExitCode.of(record.state()) != ExitCode.DONE) {
      DeliveryPrinter.in(language).printFailure(record, earlier, err);
    } else if (!output.quiet()) {
      DeliveryPrinter.in(language).print(record, now, out);
    }
  }

  /** Shows a person how far a delivery is. */
  private final class Watcher implements DeliveryListener {
    private final Optional<StageProgress> progress;
    private long total;
    private boolean sent;

    Watcher(Optional<StageProgress> progress) {
      this.progress = progress;
    }

    @Override
    public void waiting(String destination) {
      if (!output.quiet()) {
        err.println("perenne: " + messages.text("delivery.waiting", destination));
      }
    }

    @Override
    public void packed(Label label) {
      sent = true;
      total = label.bytes();
      progress.ifPresent(line -> line.start(label.name()));
    }

    @Override
    public void at(long bytes) {
      progress.ifPresent(
          line ->
              line.note(
                  messages.text(
                      "delivery.progress", "" + bytes / 1_000_000, "" + total / 1_000_000)));
    }

    @Override
    public void tryingAgain(Labelled reason, Duration wait) {
      if (!output.quiet()) {
        err.println(
            "perenne: "
                + messages.text(
                    "delivery.trying-again", reason.label(language), "" + wait.toSeconds()));
      }
    }
  }
}
