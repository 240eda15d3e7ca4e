// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perenne.analytics.home.RunDocument;
import io.perenne.clv.words.Language;
import io.perenne.server.account.Permission;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs read of two runs of real orders; each answer is as the description says. */
class ApiReadingTest {
  private static TwoRuns runs;
  private static Program program;
  private static Described described;
  private static String key;

  @BeforeAll
  static void begin() throws IOException {
    runs = TwoRuns.get();
    key = Program.key(runs.home(), Permission.READ, Permission.CUSTOMERS, Permission.CONFIGURE);
    program = new Program(runs.served().server().address(), key);
    described = new Described(program);
  }

  private static HttpResponse<String> ok(String template, String path) throws IOException {
    HttpResponse<String> answer = program.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    described.require("GET", template, answer);
    return answer;
  }

  private static JsonNode json(String template, String path) throws IOException {
    return Program.json(ok(template, path));
  }

  private static JsonNode json(String path) throws IOException {
    return json(path, path.replaceFirst("\\?.*", ""));
  }

  private static String run(String rest) {
    return "/runs/" + runs.run().runId() + rest;
  }

  @Test
  void runs_comeNewestFirst_pageByPage() throws IOException {
    JsonNode first = json("/runs", "/runs?limit=1");
    JsonNode second = json("/runs", "/runs?limit=1&cursor=" + first.path("next_cursor").asText());

    assertThat(first.at("/runs/0/run_id").asText()).isEqualTo(runs.run().runId());
    assertThat(first.at("/runs/0/currency").asText()).isEqualTo("GBP");
    assertThat(second.at("/runs/0/run_id").asText()).isEqualTo(runs.before().runId());
    assertThat(second.path("next_cursor").isNull()).isTrue();
    assertThat(json("/runs").path("runs")).hasSize(2);
  }

  @Test
  void run_isWhatItsDocumentSays_andLatestIsTheNewest() throws IOException {
    JsonNode run = json("/runs/{run}", run(""));

    assertThat(run).isEqualTo(json("/runs/{run}", "/runs/latest"));
    assertThat(run.path("reference_date").asText()).isEqualTo("2011-12-09");
    assertThat(run.at("/rows/tickets").asLong()).isEqualTo(runs.run().rows().tickets());
    assertThat(run.at("/inputs/0/sha256").asText()).isEqualTo(runs.run().inputs().get(0).sha256());
    assertThat(run.toString()).doesNotContain("_text\"", "\"es\":");
  }

  @Test
  void warningsAndRejects_areThoseOfTheRun() throws IOException {
    JsonNode warnings = json("/runs/{run}/warnings", run("/warnings"));
    JsonNode rejects = json("/runs/{run}/rejects", run("/rejects"));

    assertThat(warnings.path("warnings")).hasSize(runs.run().warnings().size());
    assertThat(warnings.path("checks")).hasSize(runs.run().checks().size());
    assertThat(rejects.path("rejected").asLong()).isEqualTo(runs.run().rejected());
    assertThat(rejects.at("/rows/rows").asLong()).isEqualTo(runs.run().rows().rows());
  }

  @Test
  void segments_sumToEverybody_andAreThoseOfThePage() throws IOException {
    JsonNode answer = json("/runs/{run}/segments", run("/segments"));

    long customers = 0;
    for (JsonNode segment : answer.path("segments")) {
      RunDocument.SegmentRow row =
          runs.run().segments().stream()
              .filter(each -> each.id().equals(segment.path("id").asText()))
              .findFirst()
              .orElseThrow();
      assertThat(segment.path("customers").asLong()).isEqualTo(row.customers());
      assertThat(segment.at("/history/1/customers").asLong()).isEqualTo(row.customers());
      customers += row.customers();
    }
    assertThat(customers).isEqualTo(answer.at("/total/customers").asLong());
    String page = runs.page("/segments.csv?run=" + runs.run().runId(), Language.EN);
    for (String line : page.lines().skip(1).toList()) {
      List<String> cells = List.of(line.split(",", -1));
      JsonNode segment = answer.path("segments").get(Integer.parseInt(cells.get(0)) - 1);
      assertThat(segment.path("name").asText()).isEqualTo(cells.get(1));
      assertThat(segment.path("tickets").asText()).isEqualTo(cells.get(6));
      assertThat(segment.path("revenue").decimalValue()).isEqualByComparingTo(cells.get(7));
      assertThat(segment.path("value").decimalValue()).isEqualByComparingTo(cells.get(8));
    }
  }

  @Test
  void bands_sumToEverybodyToo() throws IOException {
    JsonNode answer = json("/runs/{run}/segments", run("/segments?by=bands"));

    long customers = 0;
    for (JsonNode band : answer.path("bands")) {
      customers += band.path("customers").asLong();
    }
    assertThat(customers).isEqualTo(runs.run().totals().customers());
    assertThat(answer.has("segments")).isFalse();
  }

  @Test
  void segment_hasItsRuleItsJourneysAndItsFlows() throws IOException {
    JsonNode segment = json("/runs/{run}/segments/{segment}", run("/segments/04"));

    assertThat(segment.path("rule").get(0)).isNotEmpty();
    assertThat(segment.path("journeys")).hasSize(3);
    JsonNode flows = segment.path("flows");
    assertThat(
            flows.path("had").asLong()
                + flows.path("entered").asLong()
                - flows.path("left").asLong())
        .isEqualTo(segment.path("customers").asLong());
    assertThat(program.get("/api/v1" + run("/segments/04"), Map.of("Accept-Language", "es")).body())
        .contains("\"name\":\"Leal en Riesgo\"")
        .doesNotContain(segment.path("description").asText());
  }

  @Test
  void movement_changesTheBaseToTheCent() throws IOException {
    JsonNode movement = json("/runs/{run}/movement", run("/movement"));

    BigDecimal change = BigDecimal.ZERO;
    for (JsonNode line : movement.path("ledger")) {
      change = change.add(line.path("change").decimalValue());
    }
    assertThat(change).isEqualByComparingTo(movement.at("/total/change").decimalValue());
    assertThat(movement.path("run_before").asText()).isEqualTo(runs.before().runId());
    assertThat(
            json(
                "/runs/{run}/movement",
                "/runs/" + runs.before().runId() + "/movement?from=" + runs.run().runId()))
        .isEqualTo(movement);
  }

  @Test
  void forecast_isHeldAgainstWhatCame() throws IOException {
    String path = "/runs/{run}/forecast-check";
    JsonNode check = json(path, run("/forecast-check?from=" + runs.before().runId()));

    assertThat(check.path("days").asInt()).isEqualTo(9);
    assertThat(check.at("/total/expected").asDouble()).isPositive();
    long customers = 0;
    for (JsonNode segment : check.path("segments")) {
      customers += segment.path("customers").asLong();
    }
    assertThat(customers).isEqualTo(check.at("/total/customers").asLong());
    HttpResponse<String> none =
        program.get("/api/v1" + run("/forecast-check?from=" + runs.run().runId()));
    assertThat(none.statusCode()).isEqualTo(404);
    described.require("GET", path, none);
    assertThat(program.get("/api/v1" + run("/forecast-check")).statusCode()).isEqualTo(400);
  }

  @Test
  void controlGroup_isMeasuredSinceTheEarlierRun() throws IOException {
    String path = "/runs/{run}/control-report";
    JsonNode report = json(path, run("/control-report"));

    assertThat(report.path("run_before").asText()).isEqualTo(runs.before().runId());
    assertThat(report.path("days").asInt()).isEqualTo(9);
    assertThat(report.path("verdict").asText()).isEqualTo("not-yet");
    assertThat(report.at("/measures/0/measure").asText()).isEqualTo("revenue");
    assertThat(report.at("/measures/0/lift/low").asDouble())
        .isLessThan(report.at("/measures/0/lift/high").asDouble());
    assertThat(report.path("controls").asLong() + report.path("targets").asLong())
        .isEqualTo(runs.before().totals().customers());
    HttpResponse<String> none =
        program.get("/api/v1/runs/" + runs.before().runId() + "/control-report");
    assertThat(none.statusCode()).isEqualTo(404);
    described.require("GET", path, none);
  }

  @Test
  void customers_areEachOnOnePage() throws IOException {
    Set<String> ids = new HashSet<>();
    List<Double> values = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page =
          json(
              "/runs/{run}/customers",
              run("/customers?limit=1000") + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("customers")
          .forEach(
              customer -> {
                ids.add(customer.path("CustomerId").asText());
                values.add(customer.path("LTV_VALUE").asDouble());
              });
      cursor = page.path("next_cursor").asText("null");
      pages++;
    } while (!cursor.equals("null"));

    assertThat(pages).isEqualTo(5);
    assertThat(ids).hasSize((int) runs.run().totals().customers());
    assertThat(values).isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void customers_areFilteredAndSorted() throws IOException {
    JsonNode answer =
        json(
            "/runs/{run}/customers",
            run("/customers?segment=04&sort=MON_VALUE&order=asc&limit=3&arm=target"));

    assertThat(answer.path("customers")).isNotEmpty();
    for (JsonNode customer : answer.path("customers")) {
      assertThat(customer.path("ID_CLV_SEGMENT").asText()).isEqualTo("04");
      assertThat(customer.path("CG_SEGMENT").asText()).isEqualTo("target");
    }
    assertThat(json("/runs/{run}/customers", run("/customers?q=12347")).path("found").asInt())
        .isEqualTo(1);
  }

  @Test
  void customer_hasValuesReasonsHistoryAndWhatIf() throws IOException {
    String one = "/runs/{run}/customers/{customer}";
    JsonNode customer = json(one, run("/customers/12347"));

    assertThat(customer.at("/values/CustomerId").asText()).isEqualTo("12347");
    assertThat(customer.at("/values/LAST_TICKET_DATE").asText()).startsWith("2011-12-07T");
    assertThat(customer.path("reasons")).hasSizeGreaterThanOrEqualTo(25);
    assertThat(customer.path("reason").asText()).isNotBlank();
    JsonNode history = json(one + "/history", run("/customers/12347/history"));
    assertThat(history.path("history")).hasSize(2);
    assertThat(history.at("/history/0/LTV_VALUE")).isEqualTo(customer.at("/values/LTV_VALUE"));
    JsonNode ahead =
        json(one + "/what-if", run("/customers/12347/what-if?silent_until=2012-03-01"));
    assertThat(ahead.at("/then/probability_alive").asDouble())
        .isLessThan(ahead.at("/now/probability_alive").asDouble());
    assertThat(ahead.at("/now/value")).isEqualTo(customer.at("/values/RESID_VALUE"));
    assertThat(ahead.at("/now/lifetime_value")).isEqualTo(customer.at("/values/LTV_VALUE"));
    assertThat(ahead.at("/now/segment")).isEqualTo(customer.path("segment"));
    assertThat(ahead.at("/now/reason")).isEqualTo(customer.path("reason"));
    assertThat(ahead.path("at_risk_from")).isEqualTo(customer.path("at_risk_from"));
    assertThat(ahead.path("exact").asBoolean()).isTrue();
  }

  @Test
  void aPurchaseThatIsSupposed_raisesTheValue_byTheTicketExpectedOrAsked() throws IOException {
    String path = "/runs/{run}/customers/{customer}/what-if";
    JsonNode usual = json(path, run("/customers/12347/what-if?buys_on=2012-03-01"));
    JsonNode large = json(path, run("/customers/12347/what-if?buys_on=2012-03-01&amount=5000.5"));
    JsonNode silent = json(path, run("/customers/12347/what-if?silent_until=2012-03-01"));

    assertThat(usual.path("exact").asBoolean()).isTrue();
    assertThat(usual.path("now")).isEqualTo(silent.path("then"));
    assertThat(usual.path("silent_until").isNull()).isTrue();
    double ticket = usual.path("amount").asDouble();
    assertThat(ticket).isBetween(50.0, 2_000.0);
    assertThat(usual.at("/then/lifetime_value").asDouble())
        .isGreaterThan(usual.at("/now/lifetime_value").asDouble() + ticket);
    assertThat(usual.at("/then/probability_alive").asDouble())
        .isGreaterThan(usual.at("/now/probability_alive").asDouble());
    assertThat(usual.at("/then/state").asText()).isEqualTo("active");
    assertThat(large.path("amount").asDouble()).isEqualTo(5000.5);
    assertThat(large.at("/then/lifetime_value").asDouble())
        .isGreaterThan(usual.at("/then/lifetime_value").asDouble() + 4_000);
    for (String wrong :
        List.of(
            "",
            "?buys_on=2012-03-01&silent_until=2012-03-01",
            "?buys_on=2011-01-01",
            "?buys_on=tomorrow",
            "?buys_on=2012-03-01&amount=0",
            "?buys_on=2012-03-01&amount=1,5",
            "?silent_until=2012-03-01&amount=5")) {
      HttpResponse<String> refused =
          program.get("/api/v1" + run("/customers/12347/what-if" + wrong), Map.of());
      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(refused.body()).as(wrong).contains("invalid-parameter");
    }
  }

  @Test
  void whoNeverBought_hasNoExpectation() throws IOException {
    JsonNode page = json("/runs/{run}/customers", run("/customers?sort=FREQ_VALUE&order=asc"));
    String nobody = page.at("/customers/0/CustomerId").asText();

    assertThat(json("/runs/{run}/customers/{customer}", run("/customers/" + nobody)).isObject())
        .isTrue();
  }

  @Test
  void datamodel_hasItsColumnsItsStatementsAndItsFiles() throws IOException {
    JsonNode datamodel = json("/runs/{run}/datamodel", run("/datamodel"));

    assertThat(datamodel.path("columns")).hasSize(25);
    assertThat(datamodel.at("/columns/0/key").asBoolean()).isTrue();
    for (JsonNode dialect : datamodel.path("dialects")) {
      String path = "/datamodel/definitions/" + dialect.asText();
      assertThat(ok("/runs/{run}/datamodel/definitions/{dialect}", run(path)).body())
          .contains("LTV_VALUE");
    }
    String contract = runs.run().files().get("contract");
    Path folder = runs.home().resolve("runs").resolve(runs.run().runId());
    String file = Files.readString(folder.resolve(contract));
    assertThat(ok("/runs/{run}/files/{name}", run("/files/contract")).body()).isEqualTo(file);
    HttpResponse<String> part =
        program.get("/api/v1" + run("/files/contract"), Map.of("Range", "bytes=0-9"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(file.substring(0, 10));
  }

  @Test
  void settingsAndJobs_canBeRead() throws IOException {
    for (String path :
        List.of(
            "/configuration",
            "/configuration/keys",
            "/configuration/versions",
            "/schedule",
            "/jobs",
            "/jobs?kind=deliver",
            "/destinations",
            "/deliveries",
            "/deliveries?run=latest&destination=crm")) {
      ok(path.replaceFirst("\\?.*", ""), path);
    }
  }

  @Test
  void answerThatHolds_isNotSentAgain() throws IOException {
    for (String path : List.of(run(""), run("/segments"), run("/customers"), run("/movement"))) {
      HttpResponse<String> first = program.get("/api/v1" + path);
      String tag = first.headers().firstValue("ETag").orElseThrow();

      HttpResponse<String> second =
          program.get("/api/v1" + path, Map.of("If-None-Match", "\"other\", " + tag));
      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(second.headers().firstValue("ETag")).contains(tag);
      assertThat(first.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }
  }

  @Test
  void answerInAnotherLanguage_isAnotherAnswer() throws IOException {
    String path = "/api/v1" + run("/segments");
    String tag = program.get(path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> spanish =
        program.get(path, Map.of("If-None-Match", tag, "Accept-Language", "es"));

    assertThat(spanish.statusCode()).isEqualTo(200);
    assertThat(spanish.headers().firstValue("Vary").orElseThrow()).contains("Accept-Language");
  }
}
