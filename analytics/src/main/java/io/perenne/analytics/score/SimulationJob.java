// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.score;

import io.perenne.analytics.home.OutputGuard;
import io.perenne.analytics.pipeline.EngineOptions;
import io.perenne.analytics.pipeline.TableWriter;
import io.perenne.analytics.table.Table;
import io.perenne.analytics.task.Task;
import io.perenne.clv.forecast.CustomerSimulator;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the transactions of invented customers from a model. */
public final class SimulationJob {

  private static final List<TableWriter.Column> COLUMNS =
      List.of(
          new TableWriter.Column("customer_id", TableWriter.Type.VARCHAR),
          new TableWriter.Column("date", TableWriter.Type.DATE),
          new TableWriter.Column("amount", TableWriter.Type.DOUBLE));

  private static final int ROWS_AT_ONCE = 4096;

  private SimulationJob() {}

  /** Simulates and returns the number of transactions written. */
  public static long run(SimulationRequest request, Task task) {
    OutputGuard.ofHomes().require("--out", request.out());
    SimulatedModel model = request.model();
    double unit = model.unit().days();
    int start = Math.toIntExact(request.firstDay().toEpochDay());
    int width = Long.toString(request.customers()).length();
    long[] count = new long[1];
    try (Table table = Table.of(request.out(), COLUMNS, EngineOptions.forWriting(task))) {
      Table.Block[] rows = {table.block()};
      CustomerSimulator.of(model.purchases(), model.spend())
          .simulate(
              0,
              request.customers(),
              request.days() / 2.0 / unit,
              request.days() / unit,
              new SplittableRandom(request.seed()),
              (customer, time, amount) -> {
                int day = Math.min((int) (time * unit), request.days() - 1);
                rows[0].add(id(customer, width)).addDay(start + day).add(cents(amount)).end();
                if (++count[0] % ROWS_AT_ONCE == 0) {
                  task.cancellation().check();
                  table.append(rows[0]);
                  rows[0] = table.block();
                }
              });
      table.append(rows[0]);
      table.publish();
    }
    return count[0];
  }

  private static String id(long customer, int width) {
    String digits = Long.toString(customer + 1);
    return "C" + "0".repeat(width - digits.length()) + digits;
  }

  /** At least a cent, so that every purchase counts. */
  private static double cents(double amount) {
    return Math.max(1, Math.rint(amount * 100)) / 100;
  }
}
