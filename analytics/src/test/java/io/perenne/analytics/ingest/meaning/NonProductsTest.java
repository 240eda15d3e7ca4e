// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.perenne.analytics.ingest.meaning.NonProducts.ProductMoney;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonProductsTest {

  private static ProductMoney product(String product, String money) {
    return new ProductMoney(product, 1, new BigDecimal(money));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, postage",
    "Gastos de envío, postage",
    "BANK CHARGES, fee",
    "gift_0001_20, voucher",
    "Geschenkgutschein, voucher",
    "Adjust bad debt, manual",
    "TEST001, test"
  })
  void usualSuspect_isKnownForWhatItIs(String product, String kind) {
    assertThat(NonProducts.kind(product)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POSTAGE STAMP MUG",
        "PADS",
        "DCGS0003",
        "D",
        "Discount",
        "85123A",
        "Gift bag set"
      })
  void product_isAProduct(String product) {
    assertThat(NonProducts.kind(product)).isEmpty();
  }

  @Test
  void suspectsWithMoreThanAHundredthOfTheMoney_areNamedWithTheSettingThatLeavesThemOut() {
    assertThat(
            NonProducts.find(
                List.of(product("85123A", "960"), product("POST", "10"), product("DOT", "30")),
                NonProducts.USUAL_LIMIT))
        .hasValueSatisfying(
            suspects -> {
              assertThat(suspects.share()).isEqualTo(0.04);
              assertThat(suspects.setting()).isEqualTo("exclude-products=DOT,POST");
            });
  }

  @Test
  void suspectsWithAHundredth_areNotWorthAWord() {
    assertThat(
            NonProducts.find(
                List.of(product("85123A", "990"), product("POST", "10")), NonProducts.USUAL_LIMIT))
        .isEmpty();
  }

  @Test
  void codeOfOneLetter_isASuspectAmongLongCodesOnly() {
    List<ProductMoney> codes = new ArrayList<>(List.of(product("M", "50")));
    for (int i = 0; i < 30; i++) {
      codes.add(product("8512" + i, "10"));
    }
    List<ProductMoney> sizes =
        List.of(product("S", "50"), product("M", "50"), product("L", "50"), product("XL", "50"));

    assertThat(NonProducts.find(codes, NonProducts.USUAL_LIMIT)).isPresent();
    assertThat(NonProducts.find(sizes, NonProducts.USUAL_LIMIT)).isEmpty();
  }
}
