// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The rows of a contract file, which a run wrote. */
public final class ContractLines {
  private static final String ID = "CustomerId";

  private ContractLines() {}

  /**
   * Copies a contract file without the rows of some customers; all else stays byte by byte.
   *
   * @return how many rows were left out
   * @throws IOException if a file cannot be read or written, or does not begin with the ids
   */
  public static long copyWithout(Path from, Path to, Set<String> ids) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(from);
        Writer out = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
      String header = row(in);
      if (!first(header.replace("\uFEFF", "")).equals(ID)) {
        throw new IOException("the first column is not " + ID + ": " + from);
      }
      out.write(header);
      long left = 0;
      for (String row = row(in); !row.isEmpty(); row = row(in)) {
        if (ids.contains(first(row))) {
          left++;
        } else {
          out.write(row);
        }
      }
      return left;
    }
  }

  /** Reads a row with its end; a line end within quotes is a part of it. */
  private static String row(BufferedReader in) throws IOException {
    StringBuilder row = new StringBuilder();
    boolean quoted = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      row.append((char) next);
      quoted ^= next == '"';
      if (next == '\n' && !quoted) {
        break;
      }
    }
    return row.toString();
  }

  private static String first(String row) {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char each = row.charAt(i);
      if (each == '"') {
        if (!quoted && value.length() > 0) {
          value.append('"'); // the second of a pair within quotes
        }
        quoted = !quoted;
      } else if (!quoted && (each == ',' || each == '\r' || each == '\n')) {
        break;
      } else {
        value.append(each);
      }
    }
    return value.toString();
  }
}
