// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.engage.linkage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records to be compared: small letters without accents, one space between words. */
public final class Roll {
  private final List<LinkageField> fields;
  private final List<String> ids = new ArrayList<>();
  private final List<@Nullable String[]> values = new ArrayList<>();

  /** Makes a roll without records. */
  public Roll(List<LinkageField> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Adds a record; a value that is missing or blank says nothing. */
  public void add(String id, Map<String, String> record) {
    @Nullable String[] row = new String[fields.size()];
    for (int f = 0; f < row.length; f++) {
      row[f] = plain(record.getOrDefault(fields.get(f).name(), ""));
    }
    ids.add(id);
    values.add(row);
  }

  private static @Nullable String plain(String value) {
    String bare =
        Normalizer.normalize(value, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .strip()
            .replaceAll("\\s+", " ");
    return bare.isEmpty() ? null : bare;
  }

  /** Returns how many records there are. */
  public int size() {
    return ids.size();
  }

  /** Returns the fields. */
  public List<LinkageField> fields() {
    return fields;
  }

  /** Returns the id of a record. */
  public String id(int record) {
    return ids.get(record);
  }

  /** Returns a value; null if it is missing. */
  @Nullable String value(int record, int field) {
    return values.get(record)[field];
  }

  /** Returns how alike two records are in a field; -1 if one says nothing. */
  int level(int one, int other, int field) {
    String left = value(one, field);
    String right = value(other, field);
    return left == null || right == null ? -1 : fields.get(field).kind().level(left, right);
  }
}
