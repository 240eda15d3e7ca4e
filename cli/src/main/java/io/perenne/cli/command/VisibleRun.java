// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Stage;
import io.perenne.cli.failure.ExitCode;
import io.perenne.cli.print.MachineReport;
import io.perenne.cli.print.Messages;
import io.perenne.cli.print.RunPrinter;
import io.perenne.cli.print.ScreenNumbers;
import io.perenne.cli.print.StageProgress;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Runs the main job in sight of a person, and tells what came out. */
final class VisibleRun {
  private final JobContext context;
  private final PrintWriter out;
  private final OutputOptions output;

  VisibleRun(JobContext context, PrintWriter out, OutputOptions output) {
    this.context = context;
    this.out = out;
    this.output = output;
  }

  int run(RunRequest request) {
    return run(request, run -> ExitCode.DONE);
  }

  /** Runs the job, tells what came out, and then does something with the run. */
  int run(RunRequest request, ToIntFunction<RunDocument> afterwards) {
    RunStore store = RunStore.of(request.home());
    RunDocument run = runVisibly(request);
    if (output.json()) {
      out.print(MachineReport.of(run, store.folder(run), request.out()));
    } else if (!output.quiet()) {
      RunPrinter.of(run).print(out, store.folder(run));
    }
    return afterwards.applyAsInt(run);
  }

  private RunDocument runVisibly(RunRequest request) {
    boolean visible = Boolean.getBoolean("perenne.terminal") && !output.quiet() && !output.json();
    if (!visible) {
      return RunningJobs.of(context).call(new Run(request));
    }
    Language language = request.configuration().language();
    StageProgress progress =
        new StageProgress(System.err, ScreenNumbers.of(language), context.clock());
    try {
      JobListener listener = new StageNames(progress, Messages.of(language));
      return RunningJobs.of(context.withListener(listener)).call(new Run(request));
    } finally {
      progress.end();
    }
  }

  /** Names the stages in the language of the run. */
  private static final class StageNames implements JobListener {
    private final StageProgress progress;
    private final Messages messages;
    private @Nullable Stage current;

    StageNames(StageProgress progress, Messages messages) {
      this.progress = progress;
      this.messages = messages;
    }

    @Override
    public void on(String jobId, Stage stage, String what) {
      if (stage != current) {
        progress.start(messages.text("stage." + stage.code()));
        current = stage;
      }
      progress.note(what);
    }
  }
}
