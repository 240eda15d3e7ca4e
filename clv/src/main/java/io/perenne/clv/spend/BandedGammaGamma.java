// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.spend;

import io.perenne.clv.fit.FitOptions;
import io.perenne.clv.history.SpendCells;
import io.perenne.clv.numeric.Arguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Gamma-Gamma for customers of one purchase, of two or three, and of four or more apart, for bases
 * in which those who buy more often spend otherwise: see {@link SpendIndependence}.
 */
public final class BandedGammaGamma implements SpendModel {

  /** The fewest purchases of each band. */
  private static final int[] BANDS = {1, 2, 4};

  private final GammaGamma everybody;
  private final List<GammaGamma> bands;

  private BandedGammaGamma(GammaGamma everybody, List<GammaGamma> bands) {
    this.everybody = everybody;
    this.bands = List.copyOf(bands);
  }

  /**
   * Fits the values of single purchases, band by band.
   *
   * @param everybody the fit of all, which stands in where a band has too few purchases, and for
   *     customers without any
   */
  public static BandedGammaGamma fit(SpendCells cells, GammaGamma everybody, FitOptions options) {
    List<GammaGamma> bands = new ArrayList<>();
    for (int band = 0; band < BANDS.length; band++) {
      SpendCells.Builder members = SpendCells.builder();
      for (int i = 0; i < cells.size(); i++) {
        if (cells.count(i) > 0 && band(cells.count(i)) == band) {
          members.add(cells.count(i), cells.sum(i), cells.sumLog(i), cells.weight(i));
        }
      }
      bands.add(GammaGamma.fitTransactions(members.build(), options).model().orElse(everybody));
    }
    return new BandedGammaGamma(everybody, bands);
  }

  private static int band(int count) {
    int band = 0;
    while (band + 1 < BANDS.length && count >= BANDS[band + 1]) {
      band++;
    }
    return band;
  }

  @Override
  public String name() {
    return "gamma-gamma-by-frequency";
  }

  /** Returns the model of customers with a number of purchases. */
  public GammaGamma of(int count) {
    return Arguments.count("count", count) == 0 ? everybody : bands.get(band(count));
  }

  @Override
  public double expectedTransactionValue(int count, double sum) {
    return of(count).expectedTransactionValue(count, sum);
  }

  @Override
  public String toString() {
    return name() + bands;
  }
}
