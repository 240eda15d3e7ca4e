// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.model;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.job.ForecastCheck;
import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.model.RateDistribution;
import io.perenne.clv.model.TransactionModel;
import io.perenne.clv.model.TransactionModels;
import io.perenne.clv.outlook.Calibration;
import io.perenne.clv.segment.ActivityState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the model shows.
 *
 * @param run the run
 * @param trust whether its numbers can be trusted
 * @param kinds the models that value the future, with what each counts
 * @param pasts forecasts of the past, the shortest first
 * @param earlier the runs that can be held against this one, the oldest last
 * @param before the one that is
 * @param check what it expected and what came
 * @param classic the classic formula by segment, then of all
 */
public record ModelView(
    RunDocument run,
    Trust trust,
    List<Kind> kinds,
    List<RunDocument.Past> pasts,
    List<RunDocument> earlier,
    Optional<RunDocument> before,
    Optional<ForecastCheck> check,
    List<ClassicRow> classic) {
  /** After so many days a forecast is looked at by itself. */
  public static final int DUE_DAYS = 90;

  /** A group with fewer customers is no place to warn of. */
  private static final long ENOUGH = 30;

  /** Looking ahead so many times farther is looking where nobody has been. */
  private static final double FARTHER = 1.5;

  private static final double DAYS_OF_YEAR = 365.25;

  private static final Set<String> PARAMETERS = Set.of("r", "alpha", "a", "b", "s", "beta");

  /** The models in which a purchase is every k-th of the steps that r and alpha are of. */
  private static final Set<String> STAGED = Set.of("mbg-cnbd", "bg-cnbd");

  private static final Set<String> PARAMETERS_OF_GOMPERTZ = Set.of("s", "beta", "b");

  /** Copies the lists. */
  public ModelView {
    kinds = List.copyOf(kinds);
    pasts = List.copyOf(pasts);
    earlier = List.copyOf(earlier);
    classic = List.copyOf(classic);
  }

  /**
   * A model.
   *
   * @param name as runs have it, such as {@code mbg-cnbd-2}
   * @param share what it counts, of 1
   * @param parameters one by one
   */
  public record Kind(String name, double share, List<Parameter> parameters) {
    /** Returns the name of its texts: the regularity at the end is a number. */
    public String key() {
      return name.replaceFirst("-\\d+$", "");
    }

    /** Returns whether customers there before the records began have parameters of their own. */
    public boolean hasEstablished() {
      return parameters.stream().anyMatch(each -> !Double.isNaN(each.established()));
    }

    /** Returns how often a new customer buys in a year, on average, while they are one. */
    public double purchasesPerYear() {
      return DAYS_OF_YEAR * model().expectedPurchaseRate(PurchaseHistory.justAcquired());
    }

    /** Returns how likely a customer leaves after a purchase; NaN for models without that. */
    public double leaves() {
      return parameters.stream().noneMatch(each -> each.name().equals("a"))
          ? Double.NaN
          : model()
              .rates(PurchaseHistory.justAcquired())
              .dropout()
              .map(RateDistribution::mean)
              .orElse(Double.NaN);
    }

    private TransactionModel model() {
      Map<String, Double> values = new LinkedHashMap<>();
      parameters.forEach(each -> values.put(each.name(), each.value()));
      return TransactionModels.of(name, values);
    }
  }

  /**
   * A parameter.
   *
   * @param name such as {@code alpha}
   * @param value of all customers, or of those who came later
   * @param established of those who were there before; NaN if they have none
   * @param error its standard error; NaN if it is not known
   */
  public record Parameter(String name, double value, double established, double error) {}

  static ModelView of(
      RunDocument run,
      List<RunDocument> earlier,
      Optional<RunDocument> before,
      Optional<ForecastCheck> check,
      List<ClassicRow> classic) {
    List<RunDocument.Past> pasts = Optional.ofNullable(run.model().pasts()).orElseGet(List::of);
    List<Kind> kinds = kinds(run.model());
    return new ModelView(
        run,
        Trust.of(!kinds.isEmpty(), pasts, check),
        kinds,
        pasts,
        earlier,
        before,
        check,
        classic);
  }

  private static List<Kind> kinds(RunDocument.Model model) {
    RunDocument.Fit fit = model.purchases();
    RunDocument.Outlook outlook = model.outlook();
    if (outlook == null) {
      return fit == null || fit.parameters().isEmpty()
          ? List.of()
          : List.of(new Kind(fit.model(), 1, parameters(fit)));
    }
    double all = outlook.kinds().stream().mapToDouble(RunDocument.Kind::counts).sum();
    return outlook.kinds().stream()
        .map(kind -> kind(kind, fit, outlook.establishedAge() != null, all))
        .toList();
  }

  private static Kind kind(
      RunDocument.Kind kind, RunDocument.@Nullable Fit fit, boolean established, double all) {
    boolean fitted = fit != null && fit.model().equals(kind.model());
    List<Parameter> parameters = new ArrayList<>();
    kind.arrived()
        .forEach(
            (name, value) ->
                parameters.add(
                    new Parameter(
                        name,
                        value,
                        established
                            ? kind.established().getOrDefault(name, Double.NaN)
                            : Double.NaN,
                        fitted && fit != null
                            ? fit.standardErrors().getOrDefault(name, Double.NaN)
                            : Double.NaN)));
    return new Kind(kind.model(), all > 0 ? kind.counts() / all : 0, parameters);
  }

  /** Returns the parameters of a fit. */
  public static List<Parameter> parameters(RunDocument.Fit fit) {
    List<Parameter> parameters = new ArrayList<>();
    fit.parameters()
        .forEach(
            (name, value) ->
                parameters.add(
                    new Parameter(
                        name,
                        value,
                        Double.NaN,
                        fit.standardErrors().getOrDefault(name, Double.NaN))));
    return parameters;
  }

  static List<Calibration.Group> groups(List<RunDocument.Group> groups) {
    return groups.stream()
        .map(
            group ->
                new Calibration.Group(
                    group.number(), group.customers(), group.expected(), group.actual()))
        .toList();
  }

  /** Returns the forecast of the past that tells most: the longest that kept its groups. */
  public Optional<RunDocument.Past> longest() {
    return pasts.stream()
        .filter(past -> past.held() != null)
        .reduce((shorter, longer) -> longer.days() >= shorter.days() ? longer : shorter);
  }

  /** Returns the tenths to show: of the run that is held against this one, else of the past. */
  public List<Calibration.Group> deciles() {
    return check
        .filter(each -> each.days() >= Trust.LEAST_DAYS)
        .map(ForecastCheck::deciles)
        .filter(each -> !each.isEmpty())
        .or(() -> longest().map(past -> groups(held(past).deciles())))
        .orElseGet(List::of);
  }

  /** Returns how many days the tenths looked ahead. */
  public int decileDays() {
    return check
        .filter(each -> each.days() >= Trust.LEAST_DAYS && !each.deciles().isEmpty())
        .map(ForecastCheck::days)
        .or(() -> longest().map(RunDocument.Past::days))
        .orElse(0);
  }

  /** Returns the groups by state of the longest forecast of the past. */
  public List<Calibration.Group> states() {
    return longest().map(past -> groups(held(past).states())).orElseGet(List::of);
  }

  private static RunDocument.Held held(RunDocument.Past past) {
    RunDocument.Held held = past.held();
    if (held == null) {
      throw new IllegalStateException("not kept");
    }
    return held;
  }

  /** Returns the state with a number; empty for none. */
  public static Optional<ActivityState> state(int number) {
    return Arrays.stream(ActivityState.values()).filter(each -> each.number() == number).findAny();
  }

  /** Returns a drawing of the tenths: what a customer of each was to bring, and brought. */
  public PairBars decileBars(int width) {
    return PairBars.of(
        deciles().stream()
            .map(
                group ->
                    new PairBars.Value(
                        Integer.toString(group.number()),
                        group.expected() / group.customers(),
                        group.actual() / group.customers()))
            .toList(),
        width);
  }

  /** Returns a drawing of the segments: what each was to bring, and brought. */
  public PairBars segmentBars(int width) {
    return PairBars.of(
        check.map(ForecastCheck::segments).orElseGet(List::of).stream()
            .map(line -> new PairBars.Value(line.segment(), line.expected(), line.came()))
            .toList(),
        width);
  }

  /**
   * Returns the segments where what came is far from what was expected, and not by chance. Where
   * the total is wrong all segments are: then those that are wrong beyond that.
   */
  public List<ForecastCheck.Line> wrongSegments() {
    double level = isWrongThroughout() ? 1 + check.map(each -> each.total().bias()).orElse(0.0) : 1;
    return check.map(ForecastCheck::segments).orElseGet(List::of).stream()
        .filter(line -> line.customers() >= ENOUGH)
        .filter(line -> Math.abs((1 + line.bias()) / level - 1) > Trust.WRONG)
        .filter(line -> !line.hasRange() || !line.isWithin())
        .toList();
  }

  /** Returns whether what was expected of all segments together is far off. */
  public boolean isWrongThroughout() {
    return check.map(each -> isWrong(each.total().bias())).orElse(false);
  }

  /** Returns whether the run that is held against this one knew less than a year. */
  public boolean isSeasonUnknown() {
    return before
        .filter(each -> each.totals().firstPurchase() != null)
        .filter(
            each ->
                Objects.requireNonNull(each.totals().firstPurchase())
                    .isAfter(each.referenceDate().minusYears(1)))
        .isPresent();
  }

  /** Returns the states of customers where forecasts of the past were far off, as for segments. */
  public List<Calibration.Group> wrongStates() {
    double level = 1 + longest().map(RunDocument.Past::bias).filter(ModelView::isWrong).orElse(0.0);
    return states().stream()
        .filter(group -> group.customers() >= ENOUGH && group.actual() > 0)
        .filter(group -> Math.abs((1 + bias(group)) / level - 1) > Trust.WRONG)
        .toList();
  }

  private static boolean isWrong(double bias) {
    return Math.abs(bias) > Trust.WRONG;
  }

  /** Returns by which part more was expected of a group than came; NaN if nothing came. */
  public static double bias(Calibration.Group group) {
    return group.actual() > 0 ? group.expected() / group.actual() - 1 : Double.NaN;
  }

  /** Returns how many segments have what came within their range. */
  public long segmentsWithin() {
    return check.map(ForecastCheck::segments).orElseGet(List::of).stream()
        .filter(line -> line.hasRange() && line.isWithin())
        .count();
  }

  /** Returns how many segments have a range. */
  public long segmentsWithRange() {
    return check.map(ForecastCheck::segments).orElseGet(List::of).stream()
        .filter(ForecastCheck.Line::hasRange)
        .count();
  }

  /** Returns whether the run looks much farther ahead than any forecast that was held up. */
  public boolean looksFarther() {
    int longest = pasts.stream().mapToInt(RunDocument.Past::days).max().orElse(0);
    int checked = Math.max(longest, check.map(ForecastCheck::days).orElse(0));
    return checked > 0 && run.model().horizonDays() > FARTHER * checked;
  }

  /** Returns the text that says what a parameter of a model means. */
  public static String meaning(String model, String parameter) {
    if (model.equals("spend")) {
      return "spend." + parameter;
    }
    if (parameter.matches("w\\d+")) {
      return "parameter.w";
    }
    if (model.equals("gompertz-nbd") && PARAMETERS_OF_GOMPERTZ.contains(parameter)) {
      return "parameter.gompertz." + parameter;
    }
    if (STAGED.contains(model) && parameter.equals("alpha")) {
      return "parameter.staged.alpha";
    }
    return PARAMETERS.contains(parameter) ? "parameter." + parameter : "parameter.other";
  }

  /** Returns the day on which the oldest run, or this one, has been due for 90 days. */
  public LocalDate dueOn() {
    RunDocument oldest = earlier.isEmpty() ? run : earlier.get(earlier.size() - 1);
    return oldest.referenceDate().plusDays(DUE_DAYS);
  }
}
