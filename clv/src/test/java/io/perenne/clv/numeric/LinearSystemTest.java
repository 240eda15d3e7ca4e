// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.clv.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearSystemTest {

  @Test
  void solve_exchangesRowsWhereAPivotIsZero() {
    double[][] matrix = {{0, 2, 1}, {1, 0, 0}, {3, 0, 1}};

    assertThat(LinearSystem.solve(matrix, new double[] {7, 4, 13}))
        .containsExactly(new double[] {4, 3, 1}, within(1e-12));
    assertThat(matrix[0]).containsExactly(0, 2, 1);
  }
}
