// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.home.RunDocument;
import io.perenne.analytics.scoring.CdnowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models a run fits to purchases and spend, and what it warns of. */
class RunJobModelTest {
  private Home home;

  @BeforeEach
  void newHome(@TempDir Path folder) {
    home = new Home(folder).with("interval", "12 months");
  }

  @Test
  void run_whoBuysMoreOftenSpendsOtherwise_isWarnedOf() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    List<String> rising = new ArrayList<>(List.of("customer_id,date,amount"));
    List<String> level = new ArrayList<>(rising);
    for (int customer = 0; customer < 800; customer++) {
      int purchases = 1 + customer % 8;
      double own = 20 * Math.exp(0.4 * random.nextGaussian());
      for (int i = 0; i < purchases; i++) {
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(customer % 90 + 30L * i);
        double value = own * Math.exp(0.5 * random.nextGaussian());
        rising.add("C%d,%s,%.2f".formatted(customer, day, value * Math.sqrt(purchases)));
        level.add("C%d,%s,%.2f".formatted(customer, day, value));
      }
    }

    RunDocument warned =
        home.run("2024-12-31", home.write("rising.csv", rising.toArray(String[]::new)));
    RunDocument calm =
        home.run("2024-12-31", home.write("level.csv", level.toArray(String[]::new)));

    assertThat(warned.warnings())
        .anySatisfy(
            w -> {
              assertThat(w.en()).startsWith("Customers who buy more often spend more at a time");
              assertThat(w.en()).contains("rank correlation 0.");
              assertThat(w.es()).startsWith("Quienes compran más a menudo gastan más cada vez");
              assertThat(w.es()).contains("correlación de rangos 0,", "por tramos de frecuencia");
            });
    assertThat(calm.warnings()).noneSatisfy(w -> assertThat(w.en()).contains("correlation"));
  }

  /** Its rank correlation is small: see the same of a fit. */
  @Test
  void run_cdnow_isNotWarnedOfItsSpend(@TempDir Path folder) throws IOException {
    Path file = CdnowFile.write("sample", folder);

    RunDocument run = home.run("1998-06-30", file);

    assertThat(Objects.requireNonNull(run.model().spend()).model()).isEqualTo("gamma-gamma");
    assertThat(run.warnings()).noneSatisfy(w -> assertThat(w.en()).contains("correlation"));
  }

  @Test
  void run_firstPurchaseLeftOutOfSpend_expectsWhatRepeatPurchasesCost() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    for (int customer = 0; customer < 200; customer++) {
      for (int month = 1; month <= 1 + customer % 6; month++) {
        // the first purchase is ten times as dear as the others
        double amount = (month == 1 ? 10 : 1) * (8 + 4 * random.nextDouble());
        rows.add(
            String.format(
                java.util.Locale.ROOT, "C%03d,2024-%02d-10,%.2f", customer, month, amount));
      }
    }
    Path file = home.write("dear.csv", rows.toArray(String[]::new));
    home.with("model", "mbg-nbd");

    RunDocument with = home.run("2024-12-31", file);
    RunDocument without = home.with("model.first-purchase-spend", "off").run("2024-12-31", file);

    assertThat(meanSpend(with)).isGreaterThan(20);
    // repeat purchases cost 10 on average
    assertThat(meanSpend(without)).isBetween(9.5, 10.5);
    assertThat(without.totals().lifetimeValue()).isLessThan(with.totals().lifetimeValue());
    assertThat(without.totals().revenue()).isEqualTo(with.totals().revenue());
  }

  private static double meanSpend(RunDocument run) {
    RunDocument.Fit spend = Objects.requireNonNull(run.model().spend());
    return io.perenne.clv.spend.GammaGamma.of(spend.parameters()).expectedTransactionValue(0, 0);
  }

  @Test
  void run_regularBuyers_areGivenARegularModelByBacktest_andKeepIt() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> rows = new ArrayList<>(List.of("customer_id,date,amount"));
    LocalDate first = LocalDate.of(2023, 1, 1);
    for (int c = 0; c < 2_500; c++) {
      double stage = -Math.log(random.nextDouble()) * 6 + 3;
      double day = random.nextInt(365);
      boolean stays = true;
      while (day < 730 && stays) {
        rows.add("R" + c + "," + first.plusDays((long) day) + ",10.00");
        stays = random.nextDouble() > 0.08;
        // three stages a gap: such customers neither come twice in a row nor stay away for long
        for (int i = 0; i < 3; i++) {
          day -= Math.log(random.nextDouble()) * stage;
        }
        day += 1;
      }
    }
    Path file = home.write("regular.csv", rows.toArray(String[]::new));

    RunDocument run = home.run("2024-12-01", file);
    RunDocument next = home.run("2024-12-15", file);

    String model = run.modelOfPurchases().orElseThrow();
    assertThat(model).matches("mbg-cnbd-[2-9]");
    assertThat(run.model().valuation()).isEqualTo(model);
    assertThat(reason(run)).startsWith("mbg-cnbd gave what happened");
    assertThat(next.modelOfPurchases()).contains(model);
    assertThat(reason(next)).startsWith("mbg-cnbd stays from the run before");
  }

  private static String reason(RunDocument run) {
    return Objects.requireNonNull(run.model().selection()).en();
  }
}
