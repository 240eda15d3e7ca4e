// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.analytics.config.RunConfiguration;
import io.perenne.analytics.delivery.destination.Secret;
import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.home.RunStore;
import io.perenne.analytics.ingest.column.ColumnMapping;
import io.perenne.analytics.ingest.source.TransactionInput;
import io.perenne.analytics.job.JobContext;
import io.perenne.analytics.job.JobListener;
import io.perenne.analytics.job.Jobs;
import io.perenne.analytics.job.Run;
import io.perenne.analytics.run.RunRequest;
import io.perenne.analytics.task.Resources;
import io.perenne.clv.model.Arrivals;
import io.perenne.clv.outlook.OutlookModels;
import io.perenne.engage.event.Event;
import io.perenne.engage.event.EventReader;
import io.perenne.engage.event.EventType;
import io.perenne.engage.event.Fields;
import io.perenne.engage.event.MalformedEventException;
import io.perenne.engage.profile.LiveValue;
import io.perenne.engage.profile.ProfileState;
import io.perenne.engage.profile.PublishedModel;
import io.perenne.engage.profile.PurchaseBase;
import io.perenne.engage.profile.Valuation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A run over files, and events one by one, come to the same values. */
class LiveAgreementTest {
  private static final Path ORDERS =
      Path.of("../cli/src/main/resources/io/perenne/cli/demo/online_retail_orders.csv.gz");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @TempDir Path folder;

  /** A row of a file: whose, which order, when, how much. */
  private record Row(String customer, String order, LocalDateTime time, BigDecimal amount) {}

  @Test
  void ofRealOrdersAndRefunds() throws Exception {
    RunConfiguration shop =
        RunConfiguration.defaults().with("currency", "GBP").with("time-zone", "Europe/London");
    RunDocument run = run(shop, ORDERS, "2011-12-09");
    List<Row> rows = rows(ORDERS, 0, 1, 2, 6);
    Compared compared = compare(run, rows);

    assertThat(compared.customers()).isGreaterThan(4_300);
    RunDocument earlier = run(shop.with("model", "none"), ORDERS, "2011-10-31");
    // refunds of half a basket name no order that events know, and may be of any of the files
    assertThat(Objects.requireNonNull(run.model().outlook()).season()).isNotNull();
    assertThat(exactSince(earlier, Set.of(), run, rows)).isGreaterThan(0.9);
  }

  @Test
  void ofOrdersSoFarInMarginByOneModel() throws Exception {
    compare(
        run(
            RunConfiguration.defaults()
                .with("currency", "GBP")
                .with("time-zone", "Europe/London")
                .with("model", "pareto-nbd")
                .with("ltv-basis", "margin")
                .with("margin-rate", "0.35")
                .with("interval", "6 months")
                .with("model.first-purchase-spend", "off"),
            ORDERS,
            "2011-03-31"),
        rows(ORDERS, 0, 1, 2, 6));
  }

  @Test
  void ofRegularCustomersByModelsThatReadGaps() throws Exception {
    Path file = regular(120);
    List<Row> rows = rows(file, 0, 1, 2, 3);
    Set<String> missing =
        rows.stream()
            .map(Row::order)
            .filter(order -> order.endsWith("7"))
            .collect(Collectors.toSet());
    RunDocument earlier =
        run(
            RunConfiguration.defaults().with("model", "none"),
            without(file, missing),
            "2024-08-31");
    for (String model : List.of("pareto-cnbd", "mbg-cnbd")) {
      RunDocument run = run(RunConfiguration.defaults().with("model", model), file, "2024-12-31");

      assertThat(run.modelOfPurchases().orElseThrow()).startsWith(model);
      compare(run, rows);
      assertThat(exactSince(earlier, missing, run, rows)).isEqualTo(1);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "perenne.mixtures", matches = ".+")
  void ofRegularCustomersByKindsOfModelsThatAreMixed() throws Exception {
    Path file = regular(600);
    RunDocument run = run(RunConfiguration.defaults(), file, "2024-12-31");

    assertThat(run.modelToKeep()).contains("pareto-cnbd-mixture");
    compare(run, rows(file, 0, 1, 2, 3));
  }

  @Test
  void whereNothingIsExpectedOrThereAreTooFewForAModel() throws Exception {
    Path file = regular(50);
    compare(
        run(RunConfiguration.defaults().with("model", "none"), file, "2024-12-31"),
        rows(file, 0, 1, 2, 3));
    Path few = folder.resolve("few.csv");
    Files.writeString(
        few,
        """
        order_id,customer_id,order_time,amount
        1,A,2024-01-05 10:00:00,20.00
        2,B,2024-02-05 10:00:00,30.00
        3,A,2024-03-05 10:00:00,25.00
        """);
    compare(
        run(RunConfiguration.defaults().with("model", "mbg-nbd"), few, "2024-06-30"),
        rows(few, 0, 1, 2, 3));
  }

  /** Customers who buy at gaps of a gamma distribution, more regularly than chance. */
  private Path regular(int customers) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder csv = new StringBuilder("order_id,customer_id,order_time,amount\n");
    int orders = 0;
    for (int c = 0; c < customers; c++) {
      double pace = 12 + 50 * random.nextDouble();
      double day = 500 * random.nextDouble();
      while (day < 1090) {
        LocalDateTime time = LocalDateTime.of(2022, 1, 1, 9, 0).plusMinutes((long) (day * 1440));
        String cents = String.format(Locale.ROOT, "%.2f", 5 + 60 * random.nextDouble());
        csv.append(String.join(",", "o" + orders++, "c" + c, TIME.format(time), cents));
        csv.append('\n');
        if (random.nextInt(25) == 0) {
          break;
        }
        double gap = 0;
        for (int k = 0; k < 4; k++) {
          gap -= Math.log(1 - random.nextDouble()) * pace / 4;
        }
        day += 1 + gap;
      }
    }
    Path file = folder.resolve("regular.csv");
    Files.writeString(file, csv);
    return file;
  }

  /** How far apart values were at most, and of how many customers. */
  private record Compared(int customers, double largest) {}

  private Compared compare(RunDocument run, List<Row> rows) throws SQLException {
    PublishedModel model = PublishedModels.of(run);
    LiveValue live = LiveValue.of(model);
    Instant end = model.cutOff().minusMillis(1);
    Map<String, ProfileState> profiles = profiles(rows, model.zone());
    double largest = 0;
    List<Map<String, String>> published = published(run);
    for (Map<String, String> row : published) {
      String id = text(row, "CustomerId");
      ProfileState profile = profiles.getOrDefault(id, ProfileState.empty());
      PurchaseBase base = PublishedModels.base(row);
      Valuation replayed = live.value(profile, Optional.empty(), end);
      largest = Math.max(largest, agree(id, replayed, row));
      agree(id, live.value(profile, Optional.of(base), end), row);
      Valuation remembered = live.value(ProfileState.empty(), Optional.of(base), end);
      agree(id, remembered, row);
      assertThat(remembered.provisional()).isFalse();
      Instant later = end.plus(Duration.ofDays(40));
      // whom the run knew and whom events told are one and the same on later days too
      assertThat(live.value(profile, Optional.of(base), later).value())
          .isEqualTo(live.value(profile, Optional.empty(), later).value());
    }
    return new Compared(published.size(), largest);
  }

  /**
   * Compares the values of a run with those of an earlier one's customers together with what events
   * have told since, by the models of the later run. Of some customers events also tell orders that
   * the files of the earlier run had, in time or late; what those files missed comes late.
   *
   * @param missing orders that the files of the earlier run did not have
   * @return how large a part of the customers is counted as the later run counts them
   */
  private double exactSince(
      RunDocument earlier, Set<String> missing, RunDocument run, List<Row> rows)
      throws SQLException {
    PublishedModel since = since(PublishedModels.of(run), PublishedModels.of(earlier));
    LiveValue live = LiveValue.of(since);
    Instant end = PublishedModels.of(run).cutOff().minusMillis(1);
    Map<String, ProfileState> profiles = new HashMap<>();
    for (Row row : shuffled(rows)) {
      boolean early = !row.time().toLocalDate().isAfter(earlier.referenceDate());
      int kind = Math.floorMod(row.customer().hashCode(), 4);
      boolean late = early && (missing.contains(row.order()) || kind == 1);
      if (!early || late || (kind == 2 && row.order().hashCode() % 2 == 0)) {
        Instant received =
            late ? since.seen().received().plusSeconds(60) : instant(row, since.zone());
        profiles.merge(
            row.customer(),
            ProfileState.empty().apply(event(row, since.zone(), received)),
            (state, one) -> state.merge(one));
      }
    }
    Map<String, PurchaseBase> bases = new HashMap<>();
    published(earlier)
        .forEach(row -> bases.put(text(row, "CustomerId"), PublishedModels.base(row)));
    int exact = 0;
    List<Map<String, String>> published = published(run);
    for (Map<String, String> row : published) {
      String id = text(row, "CustomerId");
      ProfileState profile = profiles.getOrDefault(id, ProfileState.empty());
      Valuation value = live.value(profile, Optional.ofNullable(bases.get(id)), end);
      if (value.exact()) {
        agree(id, value, row);
        exact++;
      }
    }
    return (double) exact / published.size();
  }

  /** Returns the models of one run as if they had been published by an earlier one. */
  private static PublishedModel since(PublishedModel now, PublishedModel earlier) {
    int day = Math.toIntExact(earlier.referenceDate().toEpochDay());
    return new PublishedModel(
        now.runId(),
        earlier.referenceDate(),
        earlier.seen(),
        now.zone(),
        now.currency(),
        now.interval(),
        now.spendDays(),
        now.linkRefunds(),
        now.horizon(),
        now.models().map(models -> asOf(models, day)),
        now.spend(),
        now.otherwise(),
        now.states(),
        now.prices(),
        now.refunds(),
        now.margin(),
        now.thresholds());
  }

  /** The other way round than {@link OutlookModels#asOf}. */
  private static OutlookModels asOf(OutlookModels models, int earlier) {
    return new OutlookModels(
        models.kinds(),
        models
            .arrivals()
            .map(each -> new Arrivals(each.establishedAge() - models.until() + earlier)),
        models.clock(),
        earlier);
  }

  private Path without(Path file, Set<String> orders) throws IOException {
    Path rest = folder.resolve("without.csv");
    Files.write(
        rest,
        Files.readAllLines(file).stream()
            .filter(line -> !orders.contains(line.substring(0, line.indexOf(','))))
            .toList());
    return rest;
  }

  private static double agree(String id, Valuation live, Map<String, String> row) {
    double ltv = Double.parseDouble(text(row, "ltv"));
    assertThat(live.value()).as("value of " + id).isCloseTo(ltv, within(1e-9 * Math.max(1, ltv)));
    double residual = Double.parseDouble(text(row, "residual"));
    assertThat(live.expected())
        .as("expected of " + id)
        .isCloseTo(residual, within(1e-9 * Math.max(1, residual)));
    assertThat(live.segment().id()).as("segment of " + id).isEqualTo(text(row, "ID_CLV_SEGMENT"));
    assertThat(live.band().id()).isEqualTo(text(row, "ID_CLV_SCORE"));
    assertThat(live.rule().code()).isEqualTo(text(row, "segment_rule"));
    assertThat(live.expectedPurchases())
        .isCloseTo(Double.parseDouble(text(row, "EXPECTED_PURCHASES")), within(5.1e-7));
    if (live.alive().isPresent()) {
      assertThat(live.alive().getAsDouble())
          .isCloseTo(Double.parseDouble(text(row, "P_ALIVE")), within(5.1e-7));
    } else {
      assertThat(text(row, "P_ALIVE")).isEmpty();
    }
    if (live.low().isPresent()) {
      assertThat(live.low().getAsDouble()).isLessThanOrEqualTo(live.high().getAsDouble());
    }
    assertThat(live.purchases().purchaseDays())
        .isEqualTo(Integer.parseInt(text(row, "purchase_days")));
    assertThat(live.due().map(Object::toString).orElse(""))
        .isEqualTo(text(row, "NEXT_PURCHASE_DATE"));
    return Math.abs(live.value() - ltv);
  }

  private static String text(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  /** Applies the orders as events, in any order. */
  private static Map<String, ProfileState> profiles(List<Row> rows, ZoneId zone) {
    Map<String, ProfileState> profiles = new HashMap<>();
    for (Row row : shuffled(rows)) {
      profiles.merge(
          row.customer(),
          ProfileState.empty().apply(event(row, zone, instant(row, zone).plusSeconds(1))),
          (state, one) -> state.merge(one));
    }
    return profiles;
  }

  private static List<Row> shuffled(List<Row> rows) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(5));
    return shuffled;
  }

  private static Instant instant(Row row, ZoneId zone) {
    return row.time().atZone(zone).toInstant();
  }

  private static Event event(Row row, ZoneId zone, Instant received) {
    boolean refund = row.amount().signum() < 0;
    String at = instant(row, zone).toString();
    Map<String, Object> message =
        Map.of(
            "messageId",
            "m" + row.order(),
            "event",
            refund ? "Order Refunded" : "Order Completed",
            "userId",
            row.customer(),
            "timestamp",
            at,
            "properties",
            Map.of("order_id", row.order(), "total", row.amount().abs()));
    try {
      return EventReader.read(
          Fields.of(message), Fields.NONE, Optional.of(EventType.TRACK), received, "none");
    } catch (MalformedEventException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads the rows that have a customer. */
  private static List<Row> rows(Path file, int order, int customer, int time, int amount)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        if (!cells[customer].isEmpty()) {
          rows.add(
              new Row(
                  cells[customer],
                  cells[order],
                  LocalDateTime.parse(cells[time], TIME),
                  new BigDecimal(cells[amount])));
        }
      }
    }
    return rows;
  }

  private RunDocument run(RunConfiguration configuration, Path file, String day) {
    Path home = folder.resolve("home");
    JobContext context =
        new JobContext(
            home,
            Secret.Sources.unattended(Map.of()),
            InstantSource.system(),
            new SplittableRandom(1),
            new Resources(1_000_000_000, 2, Duration.ofMinutes(10)),
            JobListener.SILENT);
    RunRequest request =
        new RunRequest(
            new TransactionInput(List.of(file.toString()), ColumnMapping.none(), configuration),
            List.of(),
            Optional.of(LocalDate.parse(day)),
            home,
            Optional.empty());
    return Jobs.of(context).call(new Run(request));
  }

  private List<Map<String, String>> published(RunDocument run) throws SQLException {
    Path customers = RunStore.of(folder.resolve("home")).folder(run).resolve("customers.parquet");
    List<Map<String, String>> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COLUMNS(*)::VARCHAR FROM read_parquet('" + customers + "')")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          String value = rows.getString(i);
          row.put(rows.getMetaData().getColumnName(i), value == null ? "" : value);
        }
        all.add(row);
      }
    }
    return all;
  }
}
