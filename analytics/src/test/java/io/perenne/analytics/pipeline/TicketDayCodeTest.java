// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.clv.history.ObservationPeriod;
import io.perenne.clv.history.TicketDay;
import io.perenne.clv.history.TicketSummary;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TicketDayCodeTest {
  private static final LocalDate REFERENCE = LocalDate.of(2026, 6, 30);
  private static final ObservationPeriod YEAR = ObservationPeriod.ofMonths(REFERENCE, 12);

  private final TicketDayCode code = new TicketDayCode();

  private static TicketSummary summary() {
    return new TicketSummary(YEAR);
  }

  private String written(TicketSummary summary) {
    return new String(code.write(summary), StandardCharsets.US_ASCII);
  }

  @Property
  void read_ofWhatWasWritten_givesTheDaysAndTheirFigures(@ForAll long seed) {
    Random random = new Random(seed);
    TicketSummary tickets = summary();
    int last = Math.toIntExact(REFERENCE.toEpochDay());
    for (int i = random.nextInt(30); i > 0; i--) {
      int day = last - random.nextInt(random.nextBoolean() ? 40 : 90_000);
      long scale = random.nextBoolean() ? 100 : 1;
      tickets.add(day, scale * (random.nextInt(400_000) - 100_000), 0);
    }
    tickets.summarize();

    List<TicketDay> days = TicketDayCode.read(written(tickets));

    assertThat(days)
        .isEqualTo(
            IntStream.range(0, tickets.moneyDayCount()).mapToObj(tickets::moneyDay).toList());
    TicketSummary again = summary();
    days.forEach(again::add);
    again.summarize();
    assertThat(again.historicValue()).isEqualTo(tickets.historicValue());
    assertThat(again.historicBought()).isEqualTo(tickets.historicBought());
    assertThat(again.monetaryValue()).isEqualTo(tickets.monetaryValue());
    assertThat(again.frequency()).isEqualTo(tickets.frequency());
    assertThat(again.purchaseDayCount()).isEqualTo(tickets.purchaseDayCount());
    assertThat(again.gapSum()).isEqualTo(tickets.gapSum());
    assertThat(again.gapCount()).isEqualTo(tickets.gapCount());
    assertThat(again.logGapUnits()).isEqualTo(tickets.logGapUnits());
  }

  @Test
  void write_aPurchaseOfAWholeAmount_takesAFewCharacters() {
    TicketSummary tickets = summary();
    for (int i = 0; i < 10; i++) {
      tickets.add(20_000 + 30 * i, 450_000, 0);
    }
    tickets.summarize();

    assertThat(written(tickets)).hasSize(3 + 9 + 10 * 3);
  }

  @Test
  void read_ofNothing_isNoDay() {
    assertThat(TicketDayCode.read("")).isEmpty();
  }
}
