// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perenne.analytics.datamodel.DatamodelColumn;
import io.perenne.cli.Csv;
import io.perenne.cli.Orders;
import io.perenne.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeOrders() throws IOException {
    Orders.write(folder.resolve("orders.csv"), Orders.of(600, 90, "12.50"));
  }

  @Test
  void json_isOneObjectWithWhereEverythingIs() throws IOException {
    Terminal terminal = run("2024-06-30", "--json", "--out=" + folder.resolve("out.csv"));

    assertThat(terminal.exitCode()).isZero();
    JsonNode run = JsonMapper.builder().build().readTree(terminal.out());
    assertThat(run.get("runId").asText()).isNotEmpty();
    assertThat(run.get("rows").get("tickets").asLong()).isEqualTo(600);
    assertThat(run.get("segments")).hasSize(11);
    assertThat(run.get("thresholds").get("loyalMinPurchaseDays").asInt()).isPositive();
    assertThat(run.get("timings").get("fit").asDouble()).isNotNegative();
    assertThat(run.get("warnings").isArray()).isTrue();
    assertThat(run.get("paths").properties())
        .extracting(Map.Entry::getKey)
        .contains("run", "contract", "customers", "rejects", "out");
    run.get("paths").forEach(path -> assertThat(Path.of(path.asText())).isAbsolute().exists());
    assertThat(Path.of(run.get("paths").get("contract").asText()))
        .hasSameBinaryContentAs(folder.resolve("out.csv"));
  }

  @Test
  void secondRun_isComparedWithTheFirst() {
    assertThat(run("2024-05-31").out()).doesNotContain("Change");

    Terminal second = run("2024-06-30");

    assertThat(second.out()).containsPattern("Mean value EUR +Change\n");
    assertThat(Terminal.run("runs", "--home=" + home()).out().lines()).hasSize(3);
    assertThat(Terminal.run("show", "--home=" + home()).out()).startsWith(second.out());
  }

  @Test
  void show_ofARunByItsId_asJson() throws IOException {
    run("2024-05-31");
    String runs = Terminal.run("runs", "--home=" + home(), "--json").out();
    String id = JsonMapper.builder().build().readTree(runs).get(0).get("runId").asText();

    Terminal shown = Terminal.run("show", id, "--home=" + home(), "--json");

    assertThat(JsonMapper.builder().build().readTree(shown.out()).get("referenceDate").asText())
        .isEqualTo("2024-05-31");
    assertThat(Terminal.run("show", "x", "--home=" + home()).exitCode()).isEqualTo(2);
  }

  @Test
  void segments_areExplainedWithTheThresholdsOfTheRun() throws IOException {
    run("2024-06-30");

    Terminal english = Terminal.run("segments", "--home=" + home(), "--language=en");
    Terminal spanish = Terminal.run("segments", "latest", "--home=" + home(), "--language=es");
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(Terminal.run("segments", "--home=" + home(), "--json").out());
    JsonNode run =
        JsonMapper.builder()
            .build()
            .readTree(Terminal.run("show", "--home=" + home(), "--json").out());
    String fence = String.format(Locale.ROOT, "%,.2f EUR", run.at("/thresholds/fence").asDouble());

    assertThat(english.out().lines().filter(line -> line.matches("\\d\\d .*"))).hasSize(11);
    assertThat(english.out())
        .contains("01 Top Outlier: Exceptional lifetime value, active")
        .contains("- lifetime value above " + fence)
        .contains("Goal: Win back loyalty", "J04.1 Reactivation offers: on entering 04");
    assertThat(spanish.out()).contains("04 Leal en Riesgo", "Objetivo: Reactivar", "o bien:");
    assertThat(json.path("segments")).hasSize(11);
    assertThat(json.at("/segments/0/rule/en/0/0").asText())
        .isEqualTo("lifetime value above " + fence);
    long customers = 0;
    for (JsonNode segment : json.path("segments")) {
      customers += segment.path("customers").asLong();
    }
    assertThat(customers).isEqualTo(run.at("/totals/customers").asLong());
    assertThat(Terminal.run("segments", "x", "--home=" + home()).exitCode()).isEqualTo(2);
  }

  @Test
  void movement_leadsFromOneRunToTheNext() throws IOException {
    run("2024-05-31");
    Terminal alone = Terminal.run("movement", "--home=" + home());
    run("2024-06-30");
    Terminal text = Terminal.run("movement", "--home=" + home(), "--language=en");
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(Terminal.run("movement", "--home=" + home(), "--json").out());
    double before = 0;
    double change = 0;
    double now = 0;
    for (JsonNode line : json.path("ledger")) {
      before += line.path("before").asDouble();
      change += line.path("spent").asDouble() + line.path("expected").asDouble();
      now += line.path("now").asDouble();
    }

    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("was not compared with an earlier one");
    assertThat(text.out())
        .contains("Why the value changed (EUR)", "bought again", "Customers, before in rows");
    assertThat(now).isCloseTo(before + change, within(0.001));
    assertThat(text.out()).contains(String.format(Locale.ROOT, "%,.2f", now));
  }

  @Test
  void reportOfTheControlGroup_tellsWhetherItWorked() throws IOException {
    run("2024-05-31");
    Terminal alone = Terminal.run("report", "control", "--home=" + home());
    run("2024-06-30");
    Terminal english = Terminal.run("report", "control", "--home=" + home(), "--language=en");
    Terminal spanish = Terminal.run("report", "control", "--home=" + home(), "--language=es");
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(Terminal.run("report", "control", "--home=" + home(), "--json").out());

    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("the first run of its control group", "make another run");
    // nobody was sent anything: there is no effect to be found
    assertThat(english.out())
        .contains("Not yet conclusive", "What it rests on", "in control: an interval of 95 %");
    assertThat(spanish.out()).contains("Todavía no concluyente", "En qué se apoya");
    assertThat(json.path("verdict").asText()).isEqualTo("not-yet");
    assertThat(json.at("/measures/revenue/low").asDouble())
        .isLessThan(json.at("/measures/revenue/high").asDouble());
    Terminal romi =
        Terminal.run("report", "control", "--home=" + home(), "--language=en", "--cost=1e3");
    JsonNode paid =
        JsonMapper.builder()
            .build()
            .readTree(
                Terminal.run("report", "control", "--home=" + home(), "--json", "--cost=100")
                    .out());
    assertThat(romi.err()).contains("expected an amount above 0");
    assertThat(paid.at("/romi/value").asDouble())
        .isCloseTo(paid.at("/measures/margin/total").asDouble() / 100 - 1, within(1e-9));
    assertThat(paid.at("/romi/verdict").asText()).isEqualTo("not_yet");
    assertThat(Terminal.run("report", "control", "--home=" + home(), "--looks=0").err())
        .contains("expected any, or a number from 1 to 52");
    assertThat(Terminal.run("report", "control", "--home=" + home(), "--days=0").exitCode())
        .isEqualTo(2);
  }

  @Test
  void reportOfForecasts_holdsThemAgainstWhatCame() throws IOException {
    run("2024-05-31");
    run("2024-06-30");
    Terminal young = Terminal.run("report", "forecasts", "--home=" + home());
    Terminal text =
        Terminal.run("report", "forecasts", "--home=" + home(), "--language=en", "--days=30,200");
    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(
                Terminal.run("report", "forecasts", "--home=" + home(), "--days=30", "--json")
                    .out());
    JsonNode check = json.at("/forecasts/0");
    double came = 0;
    for (JsonNode segment : check.path("segments")) {
      came += segment.path("came").asDouble();
    }

    assertThat(young.exitCode()).isEqualTo(2);
    assertThat(young.err()).contains("no earlier run is old enough", "--as-of");
    assertThat(text.out()).contains("What we predicted 30 days ago, on 2024-05-31", "Segment then");
    assertThat(text.out()).contains("no run with a model is 200 days old");
    assertThat(came).isCloseTo(check.at("/total/came").asDouble(), within(0.01));
    assertThat(text.out()).contains(String.format(Locale.ROOT, "%,.2f", came));
  }

  @Test
  void quiet_printsNothing() {
    assertThat(run("2024-06-30", "--quiet")).isEqualTo(new Terminal(0, "", ""));
  }

  @Test
  void extended_appendsTheExtendedColumns() throws IOException {
    run("2024-06-30", "--extended", "--out=" + folder.resolve("out.csv"));

    List<String> expected = new ArrayList<>();
    DatamodelColumn.contract().forEach(column -> expected.add(column.name()));
    DatamodelColumn.extended().forEach(column -> expected.add(column.name()));
    assertThat(Files.readAllLines(folder.resolve("out.csv")).get(0))
        .isEqualTo(String.join(",", expected));
  }

  @Test
  void severalFilesAfterOneOption_areAllRead() throws IOException {
    Path more = Orders.write(folder.resolve("more.csv"), List.of("Z,2024-03-01,1"));

    Terminal terminal =
        Terminal.run(
            "run",
            "--transactions",
            folder.resolve("orders.csv").toString(),
            more.toString(),
            "--as-of=2024-06-30",
            "--home=" + home(),
            "--set=language=en");

    assertThat(terminal.out())
        .contains("and more files with these columns: 1\n")
        .contains("Rows 601, tickets that count 601, customers 91;");
  }

  @Test
  void map_namesAColumnThatCannotBeGuessed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("odd.csv"), "wer;wann;brutto;netto\nA;05.01.2024;12,50;10,00\n");

    Terminal terminal =
        Terminal.run(
            "run",
            "--transactions=" + file,
            "--map",
            "customer=wer",
            "time=wann",
            "amount=netto",
            "--as-of=2024-06-30",
            "--home=" + home(),
            "--set=input.date-format=dmy",
            "--out=" + folder.resolve("out.csv"));

    assertThat(terminal.err()).isEmpty();
    assertThat(Csv.byFirstColumn(folder.resolve("out.csv")).get("A"))
        .containsEntry("MON_VALUE", "10.00")
        .containsEntry("FIRST_TICKET_DATE", "2024-01-05 00:00:00");
  }

  @Test
  void configurationInTheHome_isUsed() throws IOException {
    Files.createDirectories(home());
    Files.writeString(home().resolve("perenne.yaml"), "currency: USD\nlanguage: es\n");

    Terminal terminal =
        Terminal.run(
            "run",
            "--transactions=" + folder.resolve("orders.csv"),
            "--as-of=2024-06-30",
            "--home=" + home());

    assertThat(terminal.out()).contains("Ingresos USD", "Hibernador");
  }

  @ParameterizedTest
  @CsvSource({
    "--as-of=2024-02-30, expected a date as in 2025-06-30 but was 2024-02-30",
    "--memory=lots, expected a size as in 2GB or 512MB but was lots",
    "--memory=10MB, too little memory for a run",
    "--threads=0, not at least one thread",
    "--set=horizn=1, did you mean horizon?",
    "--map=nothing=amount, there is no field nothing",
    "--outt=x.csv, Unknown option",
  })
  void badOption_isRefusedInWords(String option, String words) {
    Terminal terminal = run("2024-06-30", option);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith("perenne: ").contains(words).doesNotContain("Exception");
  }

  @Test
  void outThatCannotBeWritten_isRefusedBeforeAnythingIsPublished() {
    Terminal terminal = run("2024-06-30", "--out=/proc/nowhere/clv.csv");
    Terminal aFolder = run("2024-06-30", "--out=" + folder);

    assertThat(terminal.exitCode()).isEqualTo(2);
    assertThat(terminal.err())
        .contains("no file can be written there", "where: --out")
        .contains("value: /proc/nowhere/clv.csv")
        .contains("give a file in a folder that exists");
    assertThat(aFolder.err()).contains("is a folder", "where: --out", "value: " + folder);
    assertThat(home().resolve("runs")).doesNotExist();
  }

  @Test
  void intervalThatStartsTooLate_isRefusedWithARemedy() {
    Terminal run = run("2024-03-31", "--set=interval=2025-01-01");
    Terminal check =
        Terminal.run(
            "check-segments",
            "--transactions=" + folder.resolve("orders.csv"),
            "--as-of=2024-06-30",
            "--home=" + home(),
            "--set=interval=2024-05-01");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("where: interval", "value: 2025-01-01", "give a later --as-of");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("where: interval", "value: 2024-05-01", "(--as-of less --days), 2024-01-02");
  }

  @Test
  void crm_isCountedInTheReport() throws IOException {
    Path crm =
        Files.writeString(folder.resolve("crm.csv"), "customer_id,email\nA,a@x.es\n,b@x.es\n");

    assertThat(run("2024-06-30", "--customers=" + crm).out())
        .contains("\nRows of customers 2, rows without an id 1\n");
  }

  @Test
  void demo_runsOnTheOrdersThatComeWithTheProgram() {
    Terminal terminal = Terminal.run("demo", "--no-serve", "--home=" + home(), "--set=language=en");

    assertThat(terminal.exitCode()).isZero();
    // 25,900 invoices of 4,372 customers: the counts of the published data set.
    assertThat(terminal.out())
        .contains("reference date 2011-12-09")
        .contains("Rows 25,900,")
        .contains("customers 4,372;")
        .contains("Revenue GBP");
    assertThat(home().resolve("demo/runs")).isDirectory();
    assertThat(home().resolve("runs")).doesNotExist();
  }

  @Test
  void secondRun_tellsWhoMovedAndWhetherThePastWasSegmentedAnew() {
    run("2024-04-30", "model=none");

    Terminal second = run("2024-06-30", "model=none");
    Terminal shown = Terminal.run("show", "--home=" + home());
    Terminal rebased = run("2024-07-31", "model=none", "thresholds.loyal-min-purchase-days=5");

    assertThat(second.out())
        .containsPattern("Since run 2\\S+: up \\d+, down \\d+, equal \\d+, new \\d+\n")
        .doesNotContain("Migration");
    assertThat(shown.out())
        .containsPattern(
            "Migration from run 2\\S+: customers, .* \\d+\\.\\d % kept their segment\n")
        .containsPattern("\n +01 +02 +03 +04 +05 +06 +07 +08 +09 +10 +11\n01 ")
        .containsPattern("from +to +cause +customers +value EUR\n\\d\\d +\\d\\d +\\S");
    assertThat(rebased.out()).contains("segmented anew because the configuration has changed: up ");
  }

  @Test
  void explain_withAModel_showsTheHistoryItSawAndTheProductItMade() {
    assertThat(run("2024-06-30", "model=mbg-nbd").exitCode()).isZero();

    String explained =
        Terminal.run("explain", "latest", "C7", "--home=" + home(), "--language=en").out();

    assertThat(explained)
        .containsPattern(
            "P_ALIVE +0?\\.\\d+ +mbg-nbd, 365 days ahead; \\d+ repeat purchases, the last at day"
                + " \\d+ of \\d+; .*alpha ");
    java.util.regex.Matcher product =
        java.util.regex.Pattern.compile(
                "RESID_VALUE +(\\S+) +(\\S+) purchases \\(discounted\\) × (\\S+) each")
            .matcher(explained);
    assertThat(product.find()).as(explained).isTrue();
    // the factors are shown with six digits
    assertThat(Double.parseDouble(product.group(2)) * Double.parseDouble(product.group(3)))
        .isCloseTo(
            Double.parseDouble(product.group(1)), org.assertj.core.data.Offset.offset(0.006));
  }

  @Test
  void explain_inSpanish_hasOneDecimalMarkAndNamesWhereACustomerCameFrom() {
    run("2024-02-29", "model=none", "language=es");
    run("2024-06-30", "model=none", "language=es");
    Path home = home();
    List<String> explained =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(
                i -> Terminal.run("explain", "latest", "C" + i, "--home=" + home, "--language=es"))
            .map(Terminal::out)
            .toList();

    assertThat(explained)
        .anySatisfy(
            text -> assertThat(text).containsPattern("LTV_VALUE +\\d+,\\d\\d +\\d+,\\d\\d "))
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("(?<![\\w.])\\d+\\.\\d+"))
        .allSatisfy(text -> assertThat(text).doesNotContain("del segmento  al"));
  }

  @Test
  void explain_mailNotAllowed_namesTheConditionThatFailed() throws IOException {
    Files.writeString(
        folder.resolve("crm.csv"),
        """
        customer_id,email,consent,unsubscribed
        C1,a@example.com,yes,no
        C2,b@example.com,yes,yes
        C3,c@example.com,no,no
        C4,nobody,yes,no
        """);
    run("2024-06-30", "model=none", "--customers=" + folder.resolve("crm.csv"));

    Map.of(
            "C1", "true +a valid address, consent, and not suppressed",
            "C2", "false +the address is suppressed",
            "C3", "false +consent was not given",
            "C4", "false +there is no valid address",
            "C5", "false +no file of customers knows this one")
        .forEach(
            (customer, why) ->
                assertThat(
                        Terminal.run(
                                "explain", "latest", customer, "--home=" + home(), "--language=en")
                            .out())
                    .containsPattern("EMAIL_COMMUNICATIONS +" + why));
  }

  @Test
  void explain_knownMargins_showsThemApart() throws IOException {
    Files.writeString(
        folder.resolve("orders.csv"),
        """
        customer_id,date,amount,margin
        C1,2024-01-05,100.00,10.00
        C1,2024-02-05,100.00,10.00
        C2,2024-02-05,50.00,5.00
        """);
    run("2024-06-30", "model=none");
    assertThat(explained("C1"))
        .containsPattern(
            "MARGIN_CLV +20\\.00 +20\\.00 of known margin \\+ 0\\.00 expected × 0\\.1\n");

    run("2024-06-30", "model=none", "ltv-basis=margin");
    assertThat(explained("C1"))
        .containsPattern("MARGIN_CLV +20\\.00 +LTV_VALUE counts margin already\n");
  }

  private String explained(String customer) {
    return Terminal.run("explain", "latest", customer, "--home=" + home(), "--language=en").out();
  }

  private Terminal run(String asOf, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--transactions=" + folder.resolve("orders.csv")));
    arguments.addAll(List.of("--as-of=" + asOf, "--home=" + home(), "--set=language=en"));
    for (String one : more) {
      arguments.add(one.startsWith("--") ? one : "--set=" + one);
    }
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }
}
