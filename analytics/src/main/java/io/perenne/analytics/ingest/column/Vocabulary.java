// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.analytics.ingest.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The usual column names of every field of one kind of table, best names first. */
public final class Vocabulary {

  /** What the values of a field must look like. */
  enum Kind {
    TEXT,
    NUMBER,
    TIME,
    FLAG,
    /** Yes or no from every column with such a name. */
    FLAGS
  }

  /**
   * One field and its names.
   *
   * @param key the field's name in reports and in {@code --map}
   * @param kind what its values look like
   * @param tiers sets of equally good names, the best set first
   */
  public record Entry(String key, Kind kind, List<Set<String>> tiers) {
    public Entry {
      tiers = List.copyOf(tiers);
    }
  }

  private final List<Entry> entries;

  private Vocabulary(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Vocabulary load(String resource) {
    List<Entry> entries = new ArrayList<>();
    String key = "";
    Kind kind = Kind.TEXT;
    List<Set<String>> tiers = new ArrayList<>();
    for (String line : text(resource).split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        tiers.add(Set.of(line.strip().split(" ", -1)));
        continue;
      }
      if (!tiers.isEmpty()) {
        entries.add(new Entry(key, kind, tiers));
      }
      String[] words = line.split(" ", -1);
      key = words[0];
      kind = Kind.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
      tiers = new ArrayList<>();
    }
    entries.add(new Entry(key, kind, tiers));
    return new Vocabulary(entries);
  }

  private static String text(String resource) {
    try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a column of this name is known to be a field. */
  public boolean knows(String name) {
    String normal = ColumnName.normal(name);
    String bare = ColumnName.withoutRemark(name);
    return entries.stream()
        .flatMap(entry -> entry.tiers().stream())
        .anyMatch(tier -> tier.contains(normal) || tier.contains(bare));
  }

  /** The fields of which one of the names is known; a new set. */
  public Set<String> fields(List<String> names) {
    Set<String> fields = new HashSet<>();
    for (String name : names) {
      String normal = ColumnName.normal(name);
      String bare = ColumnName.withoutRemark(name);
      for (Entry entry : entries) {
        if (entry.tiers().stream().anyMatch(t -> t.contains(normal) || t.contains(bare))) {
          fields.add(entry.key());
        }
      }
    }
    return fields;
  }

  List<Entry> entries() {
    return entries;
  }

  List<String> keys() {
    return fields();
  }

  /** Returns all fields, in their order. */
  public List<String> fields() {
    return entries.stream().map(Entry::key).toList();
  }

  public @Nullable Entry find(String key) {
    return entries.stream().filter(entry -> entry.key().equals(key)).findFirst().orElse(null);
  }

  public Entry require(String key) {
    return java.util.Objects.requireNonNull(find(key), key);
  }
}
