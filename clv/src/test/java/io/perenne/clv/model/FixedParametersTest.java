// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perenne.clv.history.PurchaseHistory;
import io.perenne.clv.history.SpendHistory;
import io.perenne.clv.spend.GammaGamma;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * exact_fixed_params_cdnow_sample.json: 30-digit likelihoods and predictions of fifty customers at
 * published parameters (weeks are days / 7), here to a relative 1e-12.
 */
class FixedParametersTest {

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": \"?(-?[0-9][0-9.eE+-]*)\"?");
  private static final Pattern CUSTOMER = Pattern.compile("\\{[^{}]*\"id\"[^{}]*\\}");

  private static String text(String model) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FixedParametersTest.class.getResourceAsStream(
                "exact_fixed_params_cdnow_sample.json"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String from = all.substring(all.indexOf('"' + model + "\": {"));
      return from.substring(0, from.indexOf("]", from.indexOf("first50")));
    }
  }

  private static double field(String text, String name) {
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Double.parseDouble(matcher.group(2));
      }
    }
    throw new AssertionError(name + " in " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pnbd", "bgnbd", "mbgnbd"})
  void customers_equalReference(String name) throws IOException {
    TransactionModel model =
        switch (name) {
          case "pnbd" -> ParetoNbd.of(.553, 10.578, .606, 11.669);
          case "bgnbd" -> BgNbd.of(.243, 4.414, .793, 2.426);
          default -> ModifiedBgNbd.of(.525, 6.183, .891, 1.614);
        };
    Matcher customers = CUSTOMER.matcher(text(name));
    int count = 0;
    while (customers.find()) {
      String customer = customers.group();
      PurchaseHistory history =
          PurchaseHistory.of(
              (int) field(customer, "x"),
              field(customer, "t_x_days") / 7,
              field(customer, "T_days") / 7);
      close(model.logLikelihood(history), field(customer, "ll"));
      close(model.probabilityAlive(history), field(customer, "palive"));
      close(model.conditionalExpectedTransactions(history, 39), field(customer, "cet39"));
      if (name.equals("pnbd")) {
        close(
            model.discountedExpectedResidualTransactions(history, Math.log(1.1) / 52),
            field(customer, "dert10"));
        close(
            model.discountedExpectedResidualTransactions(history, Math.log(1.15) / 52),
            field(customer, "dert15"));
      }
      count++;
    }
    assertThat(count).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(strings = "gg")
  void spend_equalsReference(String name) throws IOException {
    GammaGamma model = GammaGamma.of(6.25, 3.74, 15.44);
    Matcher customers = CUSTOMER.matcher(text(name));
    int count = 0;
    while (customers.find()) {
      String customer = customers.group();
      int x = (int) field(customer, "x");
      double mean = x == 0 ? 0 : field(customer, "zbar");
      close(
          model.expectedTransactionValue(SpendHistory.of(x, x * mean)),
          field(customer, "expected_spend"));
      count++;
    }
    assertThat(count).isEqualTo(50);
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }
}
