// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.perenne.clv.model.ParetoCnbdMixture;
import io.perenne.clv.segment.RfmRules;
import io.perenne.clv.segment.Thresholds;
import io.perenne.clv.words.Language;
import io.perenne.clv.words.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The provenance of a run, kept as {@code run.json} in its folder: enough to say where every number
 * comes from, and to run it again.
 *
 * @param format the version of this document
 * @param runId the run
 * @param startedAt when it started
 * @param finishedAt when it was published
 * @param referenceDate the last day included
 * @param intervalStart the first day of the interval
 * @param configurationVersion the version of the configuration
 * @param configuration every key with its value; no secret
 * @param segmentDefinition the keys that decide segments, as text
 * @param inputs the files read
 * @param rows what became of the rows
 * @param customerRows what became of the rows of the CRM, if there was one
 * @param customerAttributes the columns of {@code customers.parquet} that keep attributes of the
 *     CRM, if there was one
 * @param rejected the rows of transactions that could not be read, those of broken structure
 *     included
 * @param rejectShare their share of all rows
 * @param liveOrders the orders that events have told, if they were read beside the files
 * @param erased customers of the files who were left out because they were erased, if there are any
 * @param findings what the values of the rows turned out to mean; absent in documents of earlier
 *     versions
 * @param model how purchases and spend were modelled
 * @param thresholds the numbers that decided
 * @param origins where each threshold comes from
 * @param segments the segments, in order, empty ones too
 * @param totals the base as a whole
 * @param checks what the checks found
 * @param warnings what a person should look at
 * @param timings seconds by stage
 * @param files what is in the folder
 * @param fileBytes the sizes of those files by the same names; absent in documents of earlier
 *     versions
 * @param contractSha256 the hash of the contract file
 * @param previousRun the run compared with
 * @param rebased whether that run was segmented anew, because the configuration has changed
 * @param control the control group
 * @param partialDay whether the reference date was not over when the run started
 * @param margin what part of money is margin; absent in documents of earlier versions
 * @param rfm the cuts of the RFM digits; absent in documents of earlier versions
 * @param migration who moved since the earlier run, if there is one
 * @param software what ran
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunDocument(
    int format,
    String runId,
    Instant startedAt,
    Instant finishedAt,
    LocalDate referenceDate,
    LocalDate intervalStart,
    String configurationVersion,
    Map<String, String> configuration,
    String segmentDefinition,
    List<Input> inputs,
    RowCounts rows,
    @Nullable CustomerCounts customerRows,
    @Nullable List<String> customerAttributes,
    long rejected,
    double rejectShare,
    @Nullable LiveOrders liveOrders,
    @Nullable Erased erased,
    @Nullable Findings findings,
    Model model,
    Thresholds thresholds,
    List<Origin> origins,
    List<SegmentRow> segments,
    Totals totals,
    List<Check> checks,
    List<Text> warnings,
    Map<String, Double> timings,
    Map<String, String> files,
    @Nullable Map<String, Long> fileBytes,
    String contractSha256,
    @Nullable String previousRun,
    boolean rebased,
    @Nullable Control control,
    boolean partialDay,
    @Nullable Margin margin,
    @Nullable RfmRules rfm,
    @Nullable Migration migration,
    Map<String, String> software) {

  /**
   * The version written by this software. Since version 2 the table of customers holds the rule
   * behind each segment in place of a sentence.
   */
  public static final int FORMAT = 2;

  /** Returns the name of the model that purchases were fitted with, if there was one. */
  public Optional<String> modelOfPurchases() {
    return Optional.ofNullable(model.purchases()).map(Fit::model).filter(name -> !name.isEmpty());
  }

  /**
   * Returns the name of the model that the choice of a later run may keep: that of regular
   * customers where it counted, otherwise that of purchases.
   */
  public Optional<String> modelToKeep() {
    Outlook outlook = model.outlook();
    return outlook != null && outlook.kinds().stream().anyMatch(RunDocument::isOfRegularCustomers)
        ? Optional.of(ParetoCnbdMixture.NAME)
        : modelOfPurchases();
  }

  private static boolean isOfRegularCustomers(Kind kind) {
    return kind.model().equals(ParetoCnbdMixture.NAME);
  }

  /**
   * What became of the orders that events have told.
   *
   * @param seenUntil when they were written down
   * @param position the place of the last event that is in the run; null of a run of an earlier
   *     version
   * @param waiting how many events before that were part of no profile yet: they are not in it
   * @param unsettled how many orders were left out because they came after the first of those
   * @param read how many were read beside the files
   * @param inFiles how many of those the files have: they count once, by the files
   * @param alike how many of the others have customer, day and amount of an order of the files that
   *     has another id
   * @param unmatched how many were left out because not every file names its orders
   * @param withoutCustomer how many were left out because nothing says which customer it was
   * @param otherCurrency how many were left out because they are in another currency
   * @param nothingLeft how many were left out because they were cancelled or paid back in full
   * @param later how many were left out because they were placed after the reference date
   * @param notGivenBack of how many orders of the files events say that money was given back which
   *     the files have not taken off
   * @param summary the same as a sentence
   */
  public record LiveOrders(
      Instant seenUntil,
      @Nullable Long position,
      long waiting,
      long unsettled,
      long read,
      long inFiles,
      long alike,
      long unmatched,
      long withoutCustomer,
      long otherCurrency,
      long nothingLeft,
      long later,
      long notGivenBack,
      Text summary) {}

  /**
   * Returns the place of the last event whose order the run counted; empty if it counted the orders
   * of none.
   */
  public OptionalLong lastEvent() {
    if (liveOrders == null || liveOrders.unmatched() > 0) {
      return OptionalLong.empty();
    }
    Long position = liveOrders.position();
    return position == null ? OptionalLong.empty() : OptionalLong.of(position);
  }

  /**
   * Customers who were left out because they were erased.
   *
   * @param customers how many
   * @param summary the same as a sentence
   */
  public record Erased(long customers, Text summary) {}

  /**
   * A sentence in both languages.
   *
   * @param key what is said, for programs; absent in documents of earlier versions and where there
   *     is one text for both languages
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Text(String es, String en, @Nullable String key) {
    /** Returns a message written out. */
    public static Text of(Message message) {
      return new Text(message.in(Language.ES), message.in(Language.EN), message.key());
    }

    /** Returns a text that is the same in both languages. */
    public static Text plain(String text) {
      return new Text(text, text, null);
    }

    /** Returns the sentence in one language. */
    public String in(Language language) {
      return language == Language.ES ? es : en;
    }
  }

  /**
   * A file read.
   *
   * @param kind transactions, customers, rates or identities
   * @param format its kind, and the export format that it is read as, in English
   * @param mapping the columns found, as sentences in English
   * @param formatText the format in both languages; absent in documents of earlier versions
   * @param mappingTexts the columns found in both languages; absent in documents of earlier
   *     versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Input(
      String kind,
      String path,
      String format,
      long bytes,
      String sha256,
      List<String> mapping,
      @Nullable Text formatText,
      @Nullable List<Text> mappingTexts) {

    /** Returns the format in one language, if it is known in that. */
    public String format(Language language) {
      return formatText == null ? format : formatText.in(language);
    }

    /** Returns the columns found as sentences in one language, if they are known in that. */
    public List<String> mapping(Language language) {
      return mappingTexts == null
          ? mapping
          : mappingTexts.stream().map(text -> text.in(language)).toList();
    }
  }

  /**
   * How purchases and spend were modelled.
   *
   * @param valuation the method used: a model's name, {@code run-rate} or {@code historic-only}
   * @param reason why not a better one; empty if it is the model asked for
   * @param selection why this model, if the run was to choose one
   * @param outlook the models of established and new customers, where more than {@code purchases}
   *     values the future
   * @param states by how much customers in one state bring less, or more; absent if not used
   * @param pricesLastYear by how much the customers' purchases rose in the last year, as a share;
   *     absent if the history is too short to tell
   * @param pasts forecasts of the past held against what came, the most recent first
   * @param levels what values need besides; absent in documents of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Model(
      String valuation,
      String reason,
      @Nullable Text selection,
      int horizonDays,
      double dailyDiscountRate,
      @Nullable Fit purchases,
      @Nullable Fit spend,
      @Nullable Outlook outlook,
      @Nullable States states,
      @Nullable Double pricesLastYear,
      @Nullable List<Past> pasts,
      @Nullable Levels levels) {}

  /**
   * What values need besides the fitted models, so that a customer can be valued anew.
   *
   * @param prices how dear purchases were; absent if they are taken to have cost the same always
   * @param refundRate which part of payments the base gave back
   * @param refundStrength how much money of a customer that share is worth
   * @param meanSpend the mean value of a purchase, where spend has no model
   * @param meanRate the purchases of a customer per day, where purchases have no model
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Levels(
      @Nullable Prices prices,
      double refundRate,
      double refundStrength,
      @Nullable Double meanSpend,
      @Nullable Double meanRate) {}

  /**
   * The price level.
   *
   * @param lastDay the last day known
   * @param knots the logarithms of the level on that day, a year before, and so on
   */
  public record Prices(LocalDate lastDay, List<Double> knots) {}

  /**
   * The models that value the future; their expectations are averaged.
   *
   * @param kinds the kinds of model, with those of customers there before the records begin
   * @param establishedAge who is at least so many days old is one of them; absent if all have one
   *     model
   * @param season how purchases follow the calendar; absent if they are not known to
   * @param firstYearLoss which part of a new customer's purchases is lost within the first year
   * @param yearlyLoss which part of what is left is lost within the second
   * @param assumed whether that is assumed rather than fitted, as less than two years are known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Outlook(
      List<Kind> kinds,
      @Nullable Double establishedAge,
      @Nullable Season season,
      double firstYearLoss,
      double yearlyLoss,
      boolean assumed) {}

  /**
   * A kind of model; parameters have the day as their unit of time.
   *
   * @param weight what it counts in the mean, as a share of all; absent in runs of versions whose
   *     kinds counted alike
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Kind(
      String model,
      Map<String, Double> established,
      Map<String, Double> arrived,
      @Nullable Double weight) {

    /** Returns what it counts; only proportions matter. */
    public double counts() {
      return weight == null ? 1 : weight;
    }
  }

  /** A season: waves of the year and days of the week, fitted up to the reference date. */
  public record Season(
      int harmonics, double level, List<Double> coefficients, LocalDate firstDay) {}

  /**
   * What an expectation is multiplied by, as customers in one state brought less or more than was
   * said of them.
   *
   * @param cuts from how many forecasts of the past
   * @param factors by number of the state and fifth of the base by expectation
   * @param limits the upper ends of the first four fifths
   * @param scale keeps the total
   */
  public record States(int cuts, List<List<Double>> factors, List<Double> limits, double scale) {}

  /**
   * A forecast of the past.
   *
   * @param days how far ahead
   * @param bias of the money: expected over actual, minus 1
   * @param held what it came to; absent in documents of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Past(int days, double bias, @Nullable Held held) {}

  /**
   * A forecast of the past beside what came.
   *
   * @param customers of whom it was made: a sample of a large base
   * @param expected money
   * @param low the lower end of the range of 90 % that a forecast without experience has
   * @param high its upper end
   * @param actual the money that came
   * @param deciles tenths of the customers, those most was expected of first; none if they are few
   * @param states the customers by the number of their state then
   */
  public record Held(
      long customers,
      double expected,
      double low,
      double high,
      double actual,
      List<Group> deciles,
      List<Group> states) {}

  /** Some customers of a forecast of the past: of a decile, or in a state. */
  public record Group(int number, long customers, double expected, double actual) {}

  /**
   * What is still to come from some customers within the horizon.
   *
   * @param value its present value
   * @param low the lower end of the range of 90 %
   * @param high its upper end
   * @param lastYear what they brought in the last 360 days
   */
  public record Expected(double value, double low, double high, double lastYear) {}

  /** A fitted model; parameters have the day as their unit of time. */
  public record Fit(
      String model,
      String status,
      Map<String, Double> parameters,
      Map<String, Double> standardErrors,
      double logLikelihood,
      double penalizedLogLikelihood,
      long customers,
      int distinctCells,
      int iterations,
      boolean priors,
      String diagnosis) {}

  /** Where a threshold comes from. */
  public record Origin(String name, double value, String source, Text explanation) {}

  /**
   * A segment.
   *
   * @param share of the customers
   * @param previousCustomers how many it had in the earlier run, if there is one
   * @param expected what is still to come; absent in documents of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SegmentRow(
      String id,
      Text name,
      long customers,
      double share,
      double revenue,
      double meanValue,
      @Nullable Long previousCustomers,
      @Nullable Expected expected) {}

  /**
   * The base as a whole.
   *
   * @param secondPurchase those of the low-value mass whose value is high all the same: the first
   *     to be won for a second purchase; absent in documents of earlier versions
   * @param expected what is still to come of all; absent in documents of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Totals(
      long customers,
      long buyers,
      long buyersEver,
      double revenue,
      double lifetimeValue,
      @Nullable LocalDate firstPurchase,
      @Nullable LocalDate lastPurchase,
      Map<String, Long> evolutions,
      @Nullable Part secondPurchase,
      @Nullable Expected expected) {}

  /**
   * What part of money is margin.
   *
   * @param known whether the rows told the margin of what was bought
   * @param rate the part of money to come, and of all money if margins are not known
   */
  public record Margin(boolean known, double rate) {}

  /**
   * The moves between the segments of the earlier run and of this one: the 11 × 11 matrix without
   * its empty cells.
   *
   * @param customers the customers in both runs
   * @param stayShare the part of them who kept their segment; absent without customers
   * @param moves the cells, in order
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Migration(long customers, @Nullable Double stayShare, List<Move> moves) {}

  /**
   * The customers who went from one segment to another, or stayed in it.
   *
   * @param rowShare their part of the customers of the segment they came from
   * @param lifetimeValue the sum of their lifetime value now
   * @param causes why they moved; empty if they stayed
   */
  public record Move(
      String before,
      String now,
      long customers,
      double rowShare,
      double lifetimeValue,
      List<Cause> causes) {}

  /** The customers who moved for one cause. */
  public record Cause(String cause, long customers, double lifetimeValue) {}

  /** Some customers of a segment. */
  public record Part(long customers, double revenue, double meanValue) {}

  /** A check. */
  public record Check(String code, String severity, Text message) {}

  /**
   * The control group.
   *
   * @param opened when the epoch began; absent in documents of earlier versions
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Control(
      String epoch, String mode, double share, long customers, @Nullable Instant opened) {}
}
