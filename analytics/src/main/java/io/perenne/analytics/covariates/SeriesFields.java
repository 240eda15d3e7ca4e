// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.covariates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A column of text in the order of its rows: each different text is kept once. */
final class SeriesFields {

  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int[] codes = new int[1024];
  private int rows;

  void add(String text) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    Integer code = known.get(text);
    if (code == null) {
      code = texts.size();
      known.put(text, code);
      texts.add(text);
    }
    codes[rows++] = code;
  }

  int rows() {
    return rows;
  }

  /** Returns the different texts. */
  List<String> texts() {
    return texts;
  }

  /** Returns the place of a row's text among the different ones. */
  int code(int row) {
    return codes[row];
  }

  String text(int row) {
    return texts.get(codes[row]);
  }
}
