// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import io.perenne.analytics.home.Json;
import io.perenne.analytics.job.MeasureControl;
import io.perenne.cli.failure.UnusableValue;
import io.perenne.cli.print.ControlPrinter;
import io.perenne.cli.print.Messages;
import io.perenne.clv.control.Looks;
import io.perenne.clv.words.Language;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perenne report control}: what the target arm brought beyond the control group. */
@Command(
    name = "control",
    description =
        "Tells what the customers of the target arm brought beyond those of the control group between"
            + " two runs, with an interval that holds however often one looks.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ReportControlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "latest",
      description = "The later run: its id, its beginning, or latest. Default: ${DEFAULT-VALUE}.")
  private String run = "latest";

  @Option(
      names = "--from",
      paramLabel = "RUN",
      description =
          "The run at the start. Default: the first of the same control group that is still there.")
  private @Nullable String from;

  @Option(
      names = "--looks",
      paramLabel = "any|N",
      defaultValue = "any",
      description =
          "How often somebody looks at the report until the planned end: any number of times, or N"
              + " times at equal distances. 1 is only right for one look at the planned end."
              + " Default: ${DEFAULT-VALUE}.",
      converter = LooksConverter.class)
  private Looks looks = Looks.ANY;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "365",
      description = "The planned length, from the run at the start. Default: ${DEFAULT-VALUE}.",
      converter = DaysConverter.class)
  private int days = MeasureControl.YEAR;

  @Option(
      names = "--cost",
      paramLabel = "AMOUNT",
      description =
          "What the programme cost in all, in the currency of the run: its fixed part, contacts, work,"
              + " and discounts of the target arm beyond those of control. Tells the return on it.",
      converter = CostConverter.class)
  private @Nullable Double cost;

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private ResourceOptions resources = new ResourceOptions();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  /** Reads {@code any} or a number of looks. */
  static final class LooksConverter implements ITypeConverter<Looks> {
    @Override
    public Looks convert(String text) {
      if (text.equals("any")) {
        return Looks.ANY;
      }
      int count = text.matches("\\d{1,2}") ? Integer.parseInt(text) : 0;
      if (count < 1 || count > Looks.MOST) {
        throw new UnusableValue(Messages.message("refusal.looks", Looks.MOST));
      }
      return new Looks(count);
    }
  }

  /** Reads an amount of money above 0. */
  static final class CostConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double cost = text.matches("\\d{1,12}(\\.\\d{1,4})?") ? Double.parseDouble(text) : 0;
      if (!(cost > 0)) {
        throw new UnusableValue(Messages.message("refusal.cost"));
      }
      return cost;
    }
  }

  /** Reads a number of days from 1 to ten years. */
  static final class DaysConverter implements ITypeConverter<Integer> {
    private static final int MOST = 3_650;

    @Override
    public Integer convert(String text) {
      int days = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
      if (days < 1 || days > MOST) {
        throw new UnusableValue(Messages.message("refusal.days", MOST));
      }
      return days;
    }
  }

  @Override
  public void run() {
    MeasureControl.Result result =
        RunningJobs.of(Contexts.of(home.path(), resources.resources()))
            .call(new MeasureControl(run, Optional.ofNullable(from), looks, days));
    Language words = reading.language(result.now());
    PrintWriter out = spec.commandLine().getOut();
    ControlPrinter printer = new ControlPrinter(result, words, Optional.ofNullable(cost));
    if (reading.json()) {
      out.println(Json.documents().write(printer.json()));
    } else {
      printer.print(out);
    }
  }
}
