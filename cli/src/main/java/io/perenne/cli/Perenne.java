// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import io.perenne.analytics.datamodel.TableDialect;
import io.perenne.analytics.fit.ModelUnit;
import io.perenne.analytics.period.Period;
import io.perenne.cli.command.ActionsCommand;
import io.perenne.cli.command.BacktestCommand;
import io.perenne.cli.command.BackupCommand;
import io.perenne.cli.command.CheckSegmentsCommand;
import io.perenne.cli.command.Choice;
import io.perenne.cli.command.CohortsCommand;
import io.perenne.cli.command.CompletionCommand;
import io.perenne.cli.command.ConfigCommand;
import io.perenne.cli.command.ContentsCommand;
import io.perenne.cli.command.DeliverCommand;
import io.perenne.cli.command.DeliveriesCommand;
import io.perenne.cli.command.DemoCommand;
import io.perenne.cli.command.DestinationsCommand;
import io.perenne.cli.command.EraseCommand;
import io.perenne.cli.command.ExplainCommand;
import io.perenne.cli.command.FitCommand;
import io.perenne.cli.command.HealthCommand;
import io.perenne.cli.command.ImportCommand;
import io.perenne.cli.command.InspectCommand;
import io.perenne.cli.command.JourneysCommand;
import io.perenne.cli.command.ManCommand;
import io.perenne.cli.command.McpCommand;
import io.perenne.cli.command.MovementCommand;
import io.perenne.cli.command.ReaderDefaults;
import io.perenne.cli.command.ReaderLanguage;
import io.perenne.cli.command.ReportCommand;
import io.perenne.cli.command.RestoreCommand;
import io.perenne.cli.command.RunCommand;
import io.perenne.cli.command.RunningJobs;
import io.perenne.cli.command.RunsCommand;
import io.perenne.cli.command.SchemaCommand;
import io.perenne.cli.command.ScoreCommand;
import io.perenne.cli.command.SegmentsCommand;
import io.perenne.cli.command.ServeCommand;
import io.perenne.cli.command.ShowCommand;
import io.perenne.cli.command.SimulateCommand;
import io.perenne.cli.command.SourcesCommand;
import io.perenne.cli.command.Speaker;
import io.perenne.cli.command.Version;
import io.perenne.cli.failure.Failures;
import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.Messages;
import io.perenne.clv.words.Language;
import io.perenne.engage.decision.Channel;
import io.perenne.server.log.LogSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code perenne}. */
@Command(
    name = "perenne",
    description = "What each customer is worth for the rest of their life.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {
      RunCommand.class,
      InspectCommand.class,
      RunsCommand.class,
      ShowCommand.class,
      SegmentsCommand.class,
      MovementCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      ActionsCommand.class,
      JourneysCommand.class,
      ContentsCommand.class,
      ServeCommand.class,
      SourcesCommand.class,
      ImportCommand.class,
      EraseCommand.class,
      McpCommand.class,
      HealthCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      FitCommand.class,
      ScoreCommand.class,
      BacktestCommand.class,
      CohortsCommand.class,
      SimulateCommand.class,
      CheckSegmentsCommand.class,
      DeliverCommand.class,
      DestinationsCommand.class,
      DeliveriesCommand.class,
      SchemaCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
      ManCommand.class
    },
    footer = {
      "",
      "perenne COMMAND --help explains a command.",
      "Exit codes: 0 done, 1 a fault of Perenne, 2 input or configuration, 3 out of resources,"
          + " 4 not delivered, 5 unknown whether delivered."
    })
public final class Perenne implements Runnable, Speaker {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private static final int NARROWEST = 55;
  private static final int USUAL_WIDTH = 80;

  private final Language language;

  Perenne() {
    this(Language.EN);
  }

  private Perenne(Language language) {
    this.language = language;
  }

  /** Starts the program and ends the process with the exit code. */
  public static void main(String[] args) {
    LogSettings.install();
    StandardOutput standard = new StandardOutput(FileDescriptor.out);
    PrintWriter out = writer(standard);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    CountDownLatch told = new CountDownLatch(1);
    Thread interrupted = new Thread(() -> RunningJobs.cancel(told), "perenne-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    int exitCode = execute(out, err, args);
    told.countDown();
    if (standard.failure().isPresent()) {
      int unwritten =
          Failures.of(false, ReaderLanguage.of(List.of(args), System.getenv()), false)
              .tellUnwritten(err);
      exitCode = exitCode == 0 ? unwritten : exitCode;
    }
    System.exit(exitCode);
  }

  /** Runs one command, writes to the given places, and returns the exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return execute(System.getenv(), out, err, args);
  }

  /** Runs one command in an environment, which tells the language of the reader. */
  static int execute(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
    Language language = ReaderLanguage.of(List.of(args), environment);
    Failures failures =
        Failures.of(
            environment.containsKey("PERENNE_DEBUG"), language, List.of(args).contains("--json"));
    CommandLine commandLine =
        new CommandLine(new Perenne(language))
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setUsageHelpWidth(width(environment))
            .setUnmatchedOptionsAllowedAsOptionParameters(false)
            .registerConverter(TableDialect.class, new Choice<>(List.of(TableDialect.values())))
            .registerConverter(LocalDate.class, Perenne::date)
            .registerConverter(ModelUnit.class, new Choice<>(List.of(ModelUnit.values())))
            .registerConverter(Period.class, new Choice<>(List.of(Period.values())))
            .registerConverter(Channel.class, new Choice<>(List.of(Channel.values())))
            .registerConverter(Language.class, new Choice<>(List.of(Language.values())))
            .setDefaultValueProvider(new ReaderDefaults(language))
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    try {
      return commandLine.execute(args);
    } catch (Error error) { // picocli hands over exceptions only, and memory runs out as an error
      return failures.tell(error, out, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UnusableValue(Messages.message("refusal.date"));
    }
  }

  /**
   * Returns how wide help may be where no terminal says: what {@code COLUMNS} has, within reason.
   */
  private static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}")
        ? Math.max(NARROWEST, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }

  @Override
  public Language language() {
    return language;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Text is UTF-8 whatever the locale says, because names and labels have accents. */
  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
